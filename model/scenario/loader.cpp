#include "scenario/loader.h"

#include "components/registry.h"
#include "scenario/node_reader.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <limits>
#include <set>

namespace hotshard {

namespace {

/// Nobody reads more than this.
constexpr std::size_t mostIssues = 1000;

const std::vector<std::string> &topNames()
{
    static const std::vector<std::string> names{"$schema", "hotshard",   "title",    "description", "seed",  "duration",
                                                "speed",   "components", "timeline", "controls",    "lesson"};
    return names;
}

const std::vector<std::string> &ownNames()
{
    static const std::vector<std::string> names{"id", "type", "title", "from", "to"};
    return names;
}

/// The names that may stand at one level of a component's object: "keys" and what is in it.
std::vector<std::string> namesUnder(const ComponentType &type, const std::string &prefix)
{
    std::vector<std::string> names = prefix.empty() ? ownNames() : std::vector<std::string>();
    for (const ParameterDecl &decl : type.parameters) {
        if (!decl.name.starts_with(prefix))
            continue;
        const std::string rest = decl.name.substr(prefix.size());
        const std::string step = rest.substr(0, rest.find('.'));
        if (std::find(names.begin(), names.end(), step) == names.end())
            names.push_back(step);
    }
    return names;
}

class Loader {
public:
    explicit Loader(LoadResult &result)
        : m_spec(result.spec)
        , m_read(result.issues)
    {
    }

    void load(const NodeAt &root)
    {
        if (!m_read.isObject(root, "an object with \"hotshard\": 1 and \"components\""))
            return;
        m_read.refuseOthers(root, topNames());
        readHead(root);
        const NodeAt components = root.member("components");
        if (!components)
            m_read.addMissing(root, "components", "a list of components");
        for (const NodeAt &component : m_read.list(components, "a list of components"))
            readComponent(component);
        // Paths can be understood only when all components are known.
        for (const NodeAt &change : m_read.list(root.member("timeline"), "a list of changes"))
            readChange(change);
        for (const NodeAt &control : m_read.list(root.member("controls"), "a list of parameter paths"))
            m_spec.controls.push_back(m_read.string(control, "a parameter path").value_or(""));
        for (const NodeAt &step : m_read.list(root.member("lesson"), "a list of steps"))
            readStep(step);
    }

private:
    void readHead(const NodeAt &root)
    {
        const NodeAt version = root.member("hotshard");
        if (!version)
            m_read.addMissing(root, "hotshard", "1, the version of the file format");
        const auto number = m_read.integer(version, "1, the version of the file format").value_or(1);
        m_spec.version = number > 0 && number < std::numeric_limits<int>::max() ? static_cast<int>(number) : 0;
        m_spec.schema = m_read.string(root.member("$schema"), "the place of the schema").value_or("");
        m_spec.title = m_read.text(root.member("title"));
        m_spec.description = m_read.text(root.member("description"));
        m_spec.seed = m_read.unsignedInteger(root.member("seed"), "an integer from 0 to 18446744073709551615")
                          .value_or(m_spec.seed);
        m_spec.duration =
            m_read.duration(root.member("duration"), "a duration such as \"30m\"").value_or(m_spec.duration);
        m_spec.speed = m_read.number(root.member("speed"), "a number such as 60").value_or(m_spec.speed);
    }

    void readComponent(const NodeAt &at)
    {
        m_spec.components.emplace_back(); // also for a wrong one, so that the places of the others stay right
        ComponentSpec &component = m_spec.components.back();
        if (!m_read.isObject(at, "an object with \"id\" and \"type\""))
            return;
        for (const char *name : {"id", "type"})
            if (!at.member(name))
                m_read.addMissing(at, name, name == std::string("id") ? "a name of its own" : "a type of component");
        component.id = m_read.string(at.member("id"), "a name of its own").value_or("");
        component.type = m_read.string(at.member("type"), "a type of component").value_or("");
        component.title = m_read.text(at.member("title"));
        component.from = m_read.string(at.member("from"), "the id of a component").value_or("");
        component.to = m_read.string(at.member("to"), "the id of a component").value_or("");
        if (const ComponentType *type = findComponentType(component.type))
            readParameters(at, *type, "", component);
    }

    /// \param prefix what the names at this level are preceded by: "" or "keys."
    void readParameters(const NodeAt &at, const ComponentType &type, const std::string &prefix,
                        ComponentSpec &component)
    {
        const std::vector<std::string> names = namesUnder(type, prefix);
        for (std::size_t i = 0; i < at.node->names.size(); ++i) {
            const std::string &name = at.node->names[i];
            const NodeAt member = at.child(i);
            if (prefix.empty() && std::find(ownNames().begin(), ownNames().end(), name) != ownNames().end())
                continue;
            // "keys.count" is written as an object, so that there is one way to say it.
            const ParameterDecl *decl = name.find('.') == std::string::npos ? type.find(prefix + name) : nullptr;
            if (decl) {
                if (auto value = m_read.parameter(member, *decl))
                    component.parameters[decl->name] = std::move(*value);
            } else if (std::find(names.begin(), names.end(), name) != names.end()) {
                if (m_read.isObject(member, objectWith(namesUnder(type, prefix + name + "."))))
                    readParameters(member, type, prefix + name + ".", component);
            } else if (prefix.empty() && type.find(name)) {
                m_read.add(member, "unknown name \"" + name + "\"", nested(name));
            } else {
                m_read.addUnknown(member, name, names);
            }
        }
    }

    /// "keys.count" -> `"keys": {"count": ...}`
    static std::string nested(const std::string &name)
    {
        std::string text = "\"";
        std::string end;
        for (const char c : name) {
            text += c == '.' ? "\": {\"" : std::string(1, c);
            end += c == '.' ? "}" : "";
        }
        return text + "\": ..." + end;
    }

    static std::string objectWith(const std::vector<std::string> &names)
    {
        std::string text;
        for (const std::string &name : names)
            text += (text.empty() ? "an object with " : ", ") + name;
        return text;
    }

    SimTime readTime(const NodeAt &parent)
    {
        const NodeAt at = parent.member("at");
        const std::string expected = "a time such as \"10m\"";
        if (!at)
            m_read.addMissing(parent, "at", expected);
        return SimTime::zero() + m_read.duration(at, expected).value_or(Duration{0});
    }

    void readChange(const NodeAt &at)
    {
        m_spec.timeline.emplace_back();
        TimedChange &change = m_spec.timeline.back();
        if (!m_read.isObject(at, "an object with \"at\" and \"set\""))
            return;
        m_read.refuseOthers(at, {"at", "set", "note"});
        change.at = readTime(at);
        change.note = m_read.text(at.member("note"));
        const NodeAt set = at.member("set");
        const std::string expected = "an object such as {\"clicks.shards\": 4}";
        if (!set)
            m_read.addMissing(at, "set", expected);
        if (!m_read.isObject(set, expected))
            return;
        for (std::size_t i = 0; i < set.node->names.size(); ++i)
            readSetting(set.child(i), set.node->names[i], change);
    }

    void readSetting(const NodeAt &at, const std::string &path, TimedChange &change)
    {
        if (const auto parameter = findParameter(m_spec, path)) {
            if (auto value = m_read.parameter(at, *parameter->decl))
                change.set[path] = std::move(*value);
        } else {
            change.set[path] = false; // validate() says what is wrong with the path
        }
    }

    void readStep(const NodeAt &at)
    {
        m_spec.lesson.emplace_back();
        LessonStep &step = m_spec.lesson.back();
        if (!m_read.isObject(at, "an object with \"at\" and \"say\" or \"ask\""))
            return;
        m_read.refuseOthers(at, {"at", "say", "ask", "choices", "answer", "because"});
        step.at = readTime(at);
        step.say = m_read.text(at.member("say"));
        step.ask = m_read.text(at.member("ask"));
        step.because = m_read.text(at.member("because"));
        for (const NodeAt &choice : m_read.list(at.member("choices"), "a list of texts"))
            step.choices.push_back(m_read.text(choice));
        const std::string expected = "the number of the right choice, counted from 0";
        const NodeAt answer = at.member("answer");
        const std::optional<std::int64_t> number = m_read.integer(answer, expected);
        if (number && (*number < 0 || *number > std::numeric_limits<int>::max()))
            m_read.addWrong(answer, expected);
        else
            step.answer = static_cast<int>(number.value_or(-1));
    }

    ScenarioSpec &m_spec;
    NodeReader m_read;
};

/// True when reading already found something wrong at the place of `issue`, at what it is part of, or, but for
/// whole components, at a part of it. One mistake, one message.
bool isKnown(const Issue &issue, const std::set<std::string> &places)
{
    for (std::size_t end = issue.pointer.size(); end > 0 && end != std::string::npos;
         end = issue.pointer.rfind('/', end - 1))
        if (places.contains(issue.pointer.substr(0, end)))
            return true;
    const bool isComponent = issue.pointer.starts_with("/components/") && issue.pointer.rfind('/') == 11;
    const auto part = places.lower_bound(issue.pointer + "/");
    return !isComponent && part != places.end() && part->starts_with(issue.pointer + "/");
}

void addValidation(const JsonNode &root, LoadResult &result)
{
    std::set<std::string> places;
    for (const Issue &issue : result.issues)
        places.insert(issue.pointer);
    for (Issue &issue : validate(result.spec)) {
        if (result.issues.size() > mostIssues)
            break;
        if (isKnown(issue, places))
            continue;
        issue.line = lineOf(root, issue.pointer);
        result.issues.push_back(std::move(issue));
    }
}

} // namespace

LoadResult loadScenario(std::string_view text, const std::string &fileName)
{
    LoadResult result;
    JsonResult document = readJson(text);
    result.issues = std::move(document.issues);
    if (document.whole) {
        Loader(result).load({&document.root, {}});
        if (document.root.kind == JsonNode::Kind::Object)
            addValidation(document.root, result);
    }
    std::stable_sort(result.issues.begin(), result.issues.end(),
                     [](const Issue &a, const Issue &b) { return a.line < b.line; });
    if (result.issues.size() > mostIssues) {
        result.issues.resize(mostIssues);
        result.issues.push_back({{}, result.issues.back().line, {}, "there are more problems than these", {}, {}});
    }
    for (Issue &issue : result.issues)
        issue.file = fileName;
    return result;
}

} // namespace hotshard
