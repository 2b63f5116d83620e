package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** A pattern for files, as shells write them: {@code *}, {@code ?}, {@code [abc]}, {@code {a,b}}, and {@code **} across folders. */
record FilePattern(String text) {

    static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** The files that match, ordered by path. @throws UserError if there are none */
    List<Path> files() throws IOException {
        String fixed = text.substring(
                0, text.length() - text.replaceFirst("^[^*?\\[{]*/", "").length());
        Path folder = Path.of(fixed);
        // As in shells, ** between slashes matches no folder at all as well.
        PathMatcher matcher = matcher(text);
        PathMatcher without = matcher(text.replace("/**/", "/"));
        List<Path> files = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                files = all.filter(file -> matcher.matches(file) || without.matches(file))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
            }
        }
        if (files.isEmpty()) {
            throw new UserError("No corpus file matches " + text + "; check the pattern.").in("corpus");
        }
        return files;
    }

    private PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new UserError("Corpus " + text + " is no pattern for files (" + e.getDescription() + ").", e)
                    .in("corpus");
        }
    }
}
