package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.checkpoint.hub.HubProgress;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an SAE is, as a user writes it: a folder, a file, a name in the {@link Catalogue}, SAELens'
 * ({@code gemma-scope-2b-pt-res-canonical/layer_12/width_16k/canonical}) or Neuronpedia's
 * ({@code gemma-2-2b/12-gemmascope-res-16k}), or a place on the hub such as
 * {@code google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124}: organisation, repository, with {@code @revision}
 * if need be, and the folder in it.
 */
public record SaeLocation(String text) {

    private static final Pattern HUB = Pattern.compile("([^/@]+/[^/@]+(?:@[^/]+)?)(?:/(.+?))?/?");

    /**
     * Finds it, downloading it if need be.
     *
     * @return the folder or file on this machine
     * @throws UserError if it is neither here nor on the hub
     */
    public Path find(Hub hub, HubProgress progress) throws IOException {
        Path local = local();
        if (local != null) {
            return local;
        }
        Optional<SaeEntry> entry = Catalogue.get().named(text);
        if (entry.isPresent()) {
            return fetched(hub, entry.get().repository(), SaeFormat.path(entry.get()), progress);
        }
        Matcher matcher = HUB.matcher(text);
        if (!matcher.matches()) {
            throw unknown(null);
        }
        return fetched(hub, matcher.group(1), Objects.requireNonNullElse(matcher.group(2), ""), progress);
    }

    /**
     * Neuronpedia's model and source of what was found, if it is listed: the one that was asked for, or that of the file's
     * place in its repository. A name alone, such as that of a folder, says nothing.
     *
     * @param found what {@link #find} returned
     */
    public Optional<String> neuronpedia(Path found) {
        List<String> labels = Catalogue.get().allAt(found, entry -> SaeFormat.folderOf(SaeFormat.path(entry))).stream()
                .flatMap(entry -> entry.neuronpedia().stream())
                .toList();
        return labels.contains(text) ? Optional.of(text) : labels.stream().findFirst();
    }

    private static Path fetched(Hub hub, String repository, String path, HubProgress progress) throws IOException {
        String folder = SaeFormat.folderOf(path);
        return hub.snapshot(repository, null, new SaeFiles(folder), progress).resolve(folder);
    }

    private @Nullable Path local() {
        try {
            Path path = Path.of(text);
            if (Files.exists(path)) {
                return path;
            }
            if (path.isAbsolute() || text.startsWith(".") || text.startsWith("~")) {
                throw new UserError("There is no SAE at " + text + ": no such file or folder.");
            }
            return null;
        } catch (InvalidPathException e) {
            throw unknown(e);
        }
    }

    private UserError unknown(@Nullable Exception cause) {
        return new UserError(
                "\"" + text + "\" is no SAE: no file or folder of this name is here, and places on the hub look like"
                        + " google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124.",
                cause);
    }
}
