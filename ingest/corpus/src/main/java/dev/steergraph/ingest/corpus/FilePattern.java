package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

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
            files = below(folder).stream()
                    .filter(file -> matcher.matches(file) || without.matches(file))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new UserError("No corpus file matches " + text + "; check the pattern.").in("corpus");
        }
        return files;
    }

    /** All files; folders that are links are followed, except where they lead back up. */
    private static List<Path> below(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        if (e instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw new UserError("Corpus folder " + file + " cannot be read; check its permissions.", e)
                                .in("corpus");
                    }
                });
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
