package dev.steergraph.cypher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One file of this module: a title in its first {@code //} comment, a block of {@code :param name => default} lines, and
 * statements that end with a semicolon at the end of a line. The same file works in cypher-shell; {@link StandaloneQuery} is what
 * Neo4j Browser takes.
 *
 * @param name path below {@code cypher/}, such as {@code queries/strongest-pairs.cypher}
 * @param comments the lines of comment before anything else, without their slashes
 * @param parameters declared by {@code :param} lines, in order
 * @param statements the statements, without comments, {@code :param} lines and final semicolons
 */
public record CypherFile(
        String name, List<String> comments, List<CypherParameter> parameters, List<String> statements) {

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\R|$)");
    private static final Pattern NAME = Pattern.compile("(schema|load|queries|analytics)/[a-z0-9-]+\\.cypher");

    /**
     * Reads a file that was packed with this module.
     *
     * @param name path below {@code cypher/}, such as {@code load/features.cypher}
     * @throws IllegalArgumentException if there is no such file
     */
    public static CypherFile load(String name) {
        return parse(name, text(name));
    }

    private static String text(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no path of a Cypher file");
        }
        try (InputStream in = CypherFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no Cypher file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses the text of a file. */
    public static CypherFile parse(String name, String text) {
        List<String> comments = new ArrayList<>();
        List<CypherParameter> parameters = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        for (String line : text.split("\\R")) {
            String trimmed = line.strip();
            if (trimmed.startsWith("//")) {
                if (parameters.isEmpty() && code.isEmpty()) {
                    comments.add(trimmed.substring(2).strip());
                }
            } else if (trimmed.startsWith(":param ")) {
                String[] declared = trimmed.substring(":param ".length()).split("=>", 2);
                parameters.add(new CypherParameter(declared[0].strip(), declared[1].strip()));
            } else {
                code.append(line).append('\n');
            }
        }
        List<String> statements = END_OF_STATEMENT
                .splitAsStream(code)
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        return new CypherFile(name, List.copyOf(comments), List.copyOf(parameters), statements);
    }

    /** The first comment; empty if there is none. */
    public String title() {
        return comments.isEmpty() ? "" : comments.get(0);
    }

    /** The only statement. @throws IllegalStateException if there are none or several */
    public String statement() {
        if (statements.size() != 1) {
            throw new IllegalStateException(name + " has " + statements.size() + " statements, not one");
        }
        return statements.get(0);
    }
}
