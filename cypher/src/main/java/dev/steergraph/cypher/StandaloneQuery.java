package dev.steergraph.cypher;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query as Neo4j Browser takes it: one statement without parameters. There a {@code :param} line before a statement is a syntax
 * error, and of several statements at once neither rows nor a graph are shown.
 *
 * <p>Values stand where the parameters were. They could not all be variables of a leading {@code WITH}: {@code LIMIT} takes none,
 * and every later {@code WITH} would have to pass them on.
 */
public final class StandaloneQuery {

    /** What is no place of a parameter, whatever it looks like, or else a parameter. */
    private static final Pattern PARAMETER = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|`[^`]*+`|//[^\\n]*+|/\\*.*?\\*/|\\$([A-Za-z_][A-Za-z0-9_]*+)",
            Pattern.DOTALL);

    /** Values that do not say what they are of. */
    private static final Set<String> NOTHING = Set.of("null", "[]");

    private StandaloneQuery() {}

    /**
     * The query with the values that its file declares, but for the run.
     *
     * @param file a file of one statement
     * @param run the run that the query is about, if it is about one
     * @return comments, of which the first is the title and the last says which values there are, then the statement and a semicolon
     */
    public static String of(CypherFile file, String run) {
        List<CypherParameter> parameters = file.parameters().stream()
                .map(parameter -> parameter.name().equals("run") ? new CypherParameter("run", literal(run)) : parameter)
                .toList();
        return Stream.concat(file.comments().stream(), said(parameters))
                .map(comment -> "// " + comment + "\n")
                .collect(Collectors.joining("", "", "\n" + filled(file, parameters) + ";\n"));
    }

    /** A text as a literal of Cypher. */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static Stream<String> said(List<CypherParameter> parameters) {
        return parameters.isEmpty()
                ? Stream.empty()
                : Stream.of(parameters.stream()
                        .map(parameter -> parameter.name() + " " + parameter.value())
                        .collect(Collectors.joining(", ", "Values, to be changed in the text: ", "")));
    }

    private static String filled(CypherFile file, List<CypherParameter> parameters) {
        Map<String, String> values =
                parameters.stream().collect(Collectors.toMap(CypherParameter::name, StandaloneQuery::shown));
        return PARAMETER.matcher(file.statement()).replaceAll(found -> {
            String name = found.group(1);
            if (name == null) {
                return Matcher.quoteReplacement(found.group());
            }
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException(file.name() + " does not say what $" + name + " is");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String shown(CypherParameter parameter) {
        return NOTHING.contains(parameter.value())
                ? parameter.value() + " /* " + parameter.name() + " */"
                : parameter.value();
    }
}
