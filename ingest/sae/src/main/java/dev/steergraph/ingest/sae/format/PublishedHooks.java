package dev.steergraph.ingest.sae.format;

import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which hook point an SAE of the catalogue reads, as far as its names say; its files say it for certain. */
final class PublishedHooks {

    private static final Pattern HOOK = Pattern.compile(
            ".*(blocks\\.\\d+\\.)hook_(resid_pre|resid_mid|resid_post|attn_out|mlp_out|z)(?:[^a-z].*)?");
    private static final Pattern LAYER =
            Pattern.compile("(?:.*[^a-zA-Z])?(?:layer_?|[lL])(\\d+)([armARM]?)(?:[^0-9].*)?");

    private PublishedHooks() {}

    static Optional<String> of(SaeEntry entry) {
        return switch (entry.loader()) {
            case "gemma_2", "gemma_2_transcoder", "gemma_3" -> {
                String repository = entry.repository().replaceFirst(".*/", "");
                yield Optional.ofNullable(GemmaScopePlace.of(Path.of("/", repository, entry.path(), "params"))
                        .hook());
            }
            case "mwhanna_transcoder" -> layer(entry.path()).map(found -> "blocks." + found.group(1) + ".mlp.hook_in");
            // Its configuration, which is not here, says which of the hook points before the MLP.
            case "mntss_clt_layer_transcoder" -> Optional.of("blocks." + entry.path() + ".mlp.hook_in");
            case "llama_scope", "llama_scope_r1_distill" -> layer(entry.id()).map(PublishedHooks::llamaScope);
            default ->
                named(entry.id())
                        .or(() -> layer(entry.path()).map(found -> "blocks." + found.group(1) + ".hook_resid_post"));
        };
    }

    private static String llamaScope(Matcher layer) {
        String tensor =
                switch (Objects.requireNonNull(layer.group(2))) {
                    case "a" -> "hook_attn_out";
                    case "m" -> "hook_mlp_out";
                    default -> "hook_resid_post";
                };
        return "blocks." + layer.group(1) + "." + tensor;
    }

    private static Optional<String> named(String id) {
        Matcher matcher = HOOK.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String tensor = Objects.requireNonNull(matcher.group(2));
        return Optional.of(matcher.group(1) + (tensor.equals("z") ? "attn.hook_z" : "hook_" + tensor));
    }

    private static Optional<Matcher> layer(String text) {
        Matcher matcher = LAYER.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
