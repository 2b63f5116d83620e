package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.id.HookPoint;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The set's part of a feature's printed name: Neuronpedia's for GemmaScope ({@code gemmascope-res-16k}), otherwise the
 * site and the name of the SAE's folder.
 */
public final class SaeSetName {

    private static final Pattern GEMMA_SCOPE =
            Pattern.compile("gemma-scope-(?:2|9|27)b-(?:pt|it)-(res|mlp|att)/(?:.*/)?width_(\\d+[km])(?:/.*)?");

    private SaeSetName() {}

    /** @param path where the SAE was found */
    public static String of(HookPoint hook, Path path) {
        Path whole = path.toAbsolutePath().normalize();
        Matcher published = GEMMA_SCOPE.matcher(whole.toString().replace('\\', '/'));
        if (published.find()) {
            return "gemmascope-" + published.group(1) + "-" + published.group(2);
        }
        Path folder = whole.toFile().isFile() ? whole.resolveSibling("") : whole;
        Path last = folder.getFileName();
        String name = last == null ? "sae" : last.toString();
        return hook.site().shortName() + "-" + name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
