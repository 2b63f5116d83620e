package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.NearNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of one SAE in a repository that has many: {@code cfg.json} with {@code sae_weights.safetensors}, or
 * {@code params.npz}, or {@code params.safetensors}.
 *
 * @param folder where it lies, relative to the repository; empty for its top
 */
record SaeFiles(String folder) implements FileSelection {

    private static final List<List<String>> FORMS = List.of(
            List.of("cfg.json", "sae_weights.safetensors"), List.of("params.npz"), List.of("params.safetensors"));
    private static final int NEAREST = 4;

    SaeFiles {
        if (!folder.isEmpty()) {
            Listing.checked(folder);
        }
    }

    @Override
    public List<String> choose(String repository, Collection<String> files) {
        for (List<String> form : FORMS) {
            List<String> there = form.stream().map(this::inside).toList();
            if (files.containsAll(there)) {
                return there;
            }
        }
        Set<String> saes = new TreeSet<>();
        for (String file : files) {
            int name = file.lastIndexOf('/');
            String in = name < 0 ? "" : file.substring(0, name);
            if (new SaeFiles(in).hasAny(files)) {
                saes.add(in);
            }
        }
        if (saes.isEmpty()) {
            throw new UserError(repository + " holds no SAE that can be read; cfg.json with sae_weights.safetensors"
                    + " (SAELens), params.npz or params.safetensors (GemmaScope) was expected.");
        }
        List<String> below =
                saes.stream().filter(sae -> sae.startsWith(folder + "/")).toList();
        List<String> meant = below.isEmpty() ? NearNames.of(folder, saes, NEAREST) : below;
        throw new UserError(repository + (folder.isEmpty() ? "" : "/" + folder) + " is no SAE; "
                + (below.isEmpty() ? "the nearest of the repository's " + saes.size() : "those below it")
                + " are " + String.join(", ", meant) + ".");
    }

    private boolean hasAny(Collection<String> files) {
        return FORMS.stream()
                .anyMatch(form ->
                        files.containsAll(form.stream().map(this::inside).toList()));
    }

    private String inside(String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    @Override
    public boolean complete(Path snapshot) {
        return FORMS.stream()
                .anyMatch(form -> form.stream().allMatch(name -> Files.isRegularFile(snapshot.resolve(inside(name)))));
    }
}
