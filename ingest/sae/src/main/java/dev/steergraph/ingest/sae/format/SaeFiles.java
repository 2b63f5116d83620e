package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.NearNames;
import dev.steergraph.ingest.checkpoint.hub.FileSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of one SAE in a repository that has many.
 *
 * @param folder folder or file, relative to the repository; empty for its top
 */
record SaeFiles(String folder) implements FileSelection {

    private static final int NEAREST = 4;

    SaeFiles {
        if (!folder.isEmpty()) {
            FileSelection.requireInside(folder);
        }
    }

    @Override
    public List<String> choose(String repository, Collection<String> files) {
        Optional<SaeFormat> complete = format(folder, files);
        if (complete.isPresent()) {
            SaeForm form = complete.get().form();
            List<String> chosen = new ArrayList<>(form.files(folder).orElseThrow());
            form.optional(folder).stream().filter(files::contains).forEach(chosen::add);
            return chosen;
        }
        Set<String> saes = new TreeSet<>();
        for (String file : files) {
            String in = file.substring(0, Math.max(0, file.lastIndexOf('/')));
            Stream.of(in, file)
                    .filter(place -> format(place, files).isPresent())
                    .forEach(saes::add);
        }
        if (saes.isEmpty()) {
            throw new UserError(repository + " holds no SAE that can be read" + SaeFormat.EXPECTED);
        }
        List<String> below =
                saes.stream().filter(sae -> sae.startsWith(folder + "/")).toList();
        List<String> meant = below.isEmpty() ? NearNames.of(folder, saes, NEAREST) : below;
        throw new UserError(repository + (folder.isEmpty() ? "" : "/" + folder) + " is no SAE; "
                + (below.isEmpty() ? "the nearest of the repository's " + saes.size() : "those below it")
                + " are " + String.join(", ", meant) + ".");
    }

    private static Optional<SaeFormat> format(String place, Collection<String> files) {
        return Stream.of(SaeFormat.values())
                .filter(format ->
                        format.form().files(place).filter(files::containsAll).isPresent())
                .findFirst();
    }

    @Override
    public boolean complete(Path snapshot) {
        return Stream.of(SaeFormat.values())
                .flatMap(format -> format.form().files(folder).stream())
                .anyMatch(form -> form.stream().allMatch(name -> Files.isRegularFile(snapshot.resolve(name))));
    }
}
