package dev.steergraph.ingest.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files of a folder or repository are one SAE. */
sealed interface SaeForm {

    /** Whether there is such an SAE. */
    boolean isAt(Path path);

    /** The file whose content tells one SAE from another. */
    Path weights(Path path);

    /**
     * The files that an SAE at this place of a repository has to have.
     *
     * @param path in the repository, with "/"; empty for its top
     */
    Optional<List<String>> files(String path);

    /** Those that it may have besides. */
    List<String> optional(String path);

    /**
     * Files of fixed names in a folder of their own.
     *
     * @param marker the one that tells this form from others
     * @param names of the files that are needed, the last that of the weights
     * @param besides names of files that may be there
     */
    record Folder(String marker, List<String> names, List<String> besides) implements SaeForm {

        @Override
        public boolean isAt(Path path) {
            return Files.isRegularFile(path.resolve(marker));
        }

        @Override
        public Path weights(Path path) {
            return path.resolve(names.get(names.size() - 1));
        }

        @Override
        public Optional<List<String>> files(String path) {
            return Optional.of(within(path, names));
        }

        @Override
        public List<String> optional(String path) {
            return within(path, besides);
        }

        private static List<String> within(String path, List<String> names) {
            return names.stream()
                    .map(name -> path.isEmpty() ? name : path + "/" + name)
                    .toList();
        }
    }

    /**
     * A file whose name has a form, perhaps with others beside it.
     *
     * @param name of the weights
     * @param needed names of other files that are needed; $1 stands for the name's first group
     * @param besides names of files that may be there
     */
    record Single(Pattern name, List<String> needed, List<String> besides) implements SaeForm {

        @Override
        public boolean isAt(Path path) {
            return Files.isRegularFile(path)
                    && files(path.getFileName().toString())
                            .map(files ->
                                    files.stream().allMatch(file -> Files.isRegularFile(path.resolveSibling(file))))
                            .orElse(false);
        }

        @Override
        public Path weights(Path path) {
            return path;
        }

        @Override
        public Optional<List<String>> files(String path) {
            int name = path.lastIndexOf('/') + 1;
            Matcher matcher = this.name.matcher(path.substring(name));
            if (!matcher.matches()) {
                return Optional.empty();
            }
            List<String> files = new ArrayList<>(needed.stream()
                    .map(file -> path.substring(0, name) + file.replace("$1", matcher.group(1)))
                    .toList());
            files.add(path);
            return Optional.of(files);
        }

        @Override
        public List<String> optional(String path) {
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            return besides.stream().map(file -> folder + file).toList();
        }
    }
}
