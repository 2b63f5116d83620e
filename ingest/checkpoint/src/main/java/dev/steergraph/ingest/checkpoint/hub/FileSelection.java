package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.NearNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which files of a repository are wanted. Paths are relative to the repository, with "/". */
public interface FileSelection {

    /**
     * The wanted ones.
     *
     * @param repository its name, for messages
     * @param files all that the repository has
     * @throws UserError if it lacks what is needed
     */
    List<String> choose(String repository, Collection<String> files);

    /** Whether a cached snapshot has all that is wanted, so that nobody need be asked what else there is. */
    boolean complete(Path snapshot) throws IOException;

    /** Whether a cached snapshot will do when nobody can be asked. */
    default boolean usable(Path snapshot) throws IOException {
        return complete(snapshot);
    }

    /** What a transformer is made of: configuration, tokenizer and weights. */
    static FileSelection model() {
        return new ModelFiles();
    }

    /** @throws UserError if the path leads out of the folder that it is resolved against */
    static void requireInside(String path) {
        Listing.checked(path);
    }

    /** One file, by its path in the repository. */
    static FileSelection file(String text) {
        String path = Listing.checked(text);
        return new FileSelection() {
            @Override
            public List<String> choose(String repository, Collection<String> files) {
                if (!files.contains(path)) {
                    throw new UserError(repository + " has no file " + path + "; the nearest of its " + files.size()
                            + " are " + String.join(", ", NearNames.of(path, files, 3)) + ".");
                }
                return List.of(path);
            }

            @Override
            public boolean complete(Path snapshot) {
                return Files.isRegularFile(snapshot.resolve(path));
            }
        };
    }

    /** Every file that satisfies the predicate, at least one. */
    static FileSelection matching(Predicate<String> wanted) {
        return new FileSelection() {
            @Override
            public List<String> choose(String repository, Collection<String> files) {
                List<String> chosen = files.stream().filter(wanted).sorted().toList();
                if (chosen.isEmpty()) {
                    throw new UserError(
                            "None of the " + files.size() + " files of " + repository + " is one that is wanted.");
                }
                return chosen;
            }

            @Override
            public boolean complete(Path snapshot) {
                return false; // Only the hub knows how many there are.
            }

            @Override
            public boolean usable(Path snapshot) throws IOException {
                try (Stream<Path> files = Files.walk(snapshot)) {
                    return files.filter(Files::isRegularFile)
                            .map(file -> snapshot.relativize(file).toString().replace('\\', '/'))
                            .anyMatch(wanted);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        };
    }
}
