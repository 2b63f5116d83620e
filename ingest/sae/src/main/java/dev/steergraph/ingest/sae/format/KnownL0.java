package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many features of an SAE should be active in a row on average.
 *
 * @param value the number
 * @param from what says it: {@code config}, {@code path} or {@code catalogue}
 */
public record KnownL0(double value, String from) {

    /** Gemma Scope's folders. */
    private static final Pattern FOLDER = Pattern.compile("average_l0_(\\d{1,6})");

    /**
     * What the SAE's configuration says, {@code l0} or the k of TopK, or else its folder's name, or else the catalogue.
     *
     * @param place where it was found
     */
    public static Optional<KnownL0> of(Path place, Sae sae) {
        return configured(place, sae).or(() -> named(place)).or(() -> catalogued(place));
    }

    private static Optional<KnownL0> configured(Path place, Sae sae) {
        if (sae.gate() instanceof Gate.TopK topK) {
            return Optional.of(new KnownL0(topK.k(), "config"));
        }
        Path folder = Files.isDirectory(place) ? place : place.toAbsolutePath().resolveSibling("");
        Path config = folder.resolve("config.json");
        JsonNode l0 = Files.isRegularFile(config) ? SaeFolder.json(config).path("l0") : null;
        return l0 != null && l0.isNumber() && l0.asDouble() > 0
                ? Optional.of(new KnownL0(l0.asDouble(), "config"))
                : Optional.empty();
    }

    private static Optional<KnownL0> named(Path place) {
        for (Path part : place.toAbsolutePath().normalize()) {
            Matcher matcher = FOLDER.matcher(part.toString());
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
                return Optional.of(new KnownL0(Integer.parseInt(matcher.group(1)), "path"));
            }
        }
        return Optional.empty();
    }

    private static Optional<KnownL0> catalogued(Path place) {
        return Catalogue.get()
                .at(place)
                .flatMap(SaeEntry::l0)
                .filter(l0 -> l0 > 0)
                .map(l0 -> new KnownL0(l0, "catalogue"));
    }
}
