// The measurement of `hotshard bench` as a program of its own: the reference works, and the textbook loop beside
// them. Takes its options: --format text|json, --runs N.
#include "app/cli/commands.h"

#include <iostream>
#include <string>
#include <vector>

int main(int argc, char **argv)
{
    const std::vector<std::string> args(argv + 1, argv + argc);
    return hotshard::benchCommand(args, std::cout, std::cerr);
}
