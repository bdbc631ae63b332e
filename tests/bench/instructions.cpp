#include "bench/instructions.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>

namespace hotshard::bench {

namespace {

/// A small part of the whole work is enough: no instruction depends on the clock.
constexpr double shortScale = 0.02, longScale = 0.08;

struct Count {
    double units = 0, instructions = 0;
};

Count countOnce(const std::string &program, const std::string &work, double scale)
{
    const std::string command = "valgrind --tool=callgrind --callgrind-out-file=/dev/null '" + program + "' --once '"
        + work + "' --scale " + std::to_string(scale) + " 2>&1";
    Count count;
    FILE *pipe = popen(command.c_str(), "r");
    if (!pipe)
        return count;
    std::array<char, 400> buffer;
    while (std::fgets(buffer.data(), buffer.size(), pipe)) {
        const std::string line = buffer.data();
        if (line.starts_with("units "))
            count.units = std::stod(line.substr(6));
        if (const std::size_t at = line.find("Collected : "); at != std::string::npos)
            count.instructions = std::stod(line.substr(at + 12));
    }
    pclose(pipe);
    return count;
}

} // namespace

void countInstructions(const std::string &program, const std::vector<cli::BenchRow> &rows,
                       std::vector<cli::BenchResult> &results)
{
    if (std::system("valgrind --version > /dev/null 2>&1") != 0) {
        std::cerr << "instructions are not counted: valgrind is not installed\n";
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].scales)
            continue;
        const Count few = countOnce(program, rows[i].work, shortScale);
        const Count many = countOnce(program, rows[i].work, longScale);
        if (many.units > few.units)
            results[i].instructions = (many.instructions - few.instructions) / (many.units - few.units);
    }
}

int doOnce(const std::vector<cli::BenchRow> &rows, const std::string &work, double scale)
{
    for (const cli::BenchRow &row : rows)
        if (row.work == work) {
            std::cout << "units " << row.once(scale).units << std::endl;
            return 0;
        }
    std::cerr << "no row has the name " << work << '\n';
    return 1;
}

} // namespace hotshard::bench
