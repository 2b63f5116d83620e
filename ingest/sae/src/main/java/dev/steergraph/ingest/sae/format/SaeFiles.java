package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.NearNames;
import dev.steergraph.ingest.checkpoint.hub.FileSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of one SAE in a repository that has many.
 *
 * @param folder where it lies, relative to the repository; empty for its top
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
        Optional<List<String>> complete = forms().filter(files::containsAll).findFirst();
        if (complete.isPresent()) {
            return complete.get();
        }
        Set<String> saes = new TreeSet<>();
        for (String file : files) {
            int name = file.lastIndexOf('/');
            String in = name < 0 ? "" : file.substring(0, name);
            if (new SaeFiles(in).forms().anyMatch(files::containsAll)) {
                saes.add(in);
            }
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

    /** The files of each format, relative to the repository. */
    private Stream<List<String>> forms() {
        return Stream.of(SaeFormat.values())
                .map(format -> format.files().stream().map(this::inside).toList());
    }

    private String inside(String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    @Override
    public boolean complete(Path snapshot) {
        return forms().anyMatch(form -> form.stream().allMatch(name -> Files.isRegularFile(snapshot.resolve(name))));
    }
}
