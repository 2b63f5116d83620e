package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module whose activations delphi's latents encode: a hook point, as our own exports have it, or one of transformers' modules,
 * such as {@code layers.4} or {@code model.layers.4.mlp}.
 */
record DelphiModule(int layer, Set<Site> sites) {

    private static final Pattern MODULE = Pattern.compile(
            "(?:[a-z_]+\\.)*(?:layers|layer|h|blocks)\\.(\\d{1,4})(?:\\.(mlp|attn|self_attn|attention|self_attention))?");

    /** Nothing if no module is called so. */
    static Optional<DelphiModule> of(String name) {
        if (HookPoint.isName(name)) {
            HookPoint hook = HookPoint.parse(name);
            return Optional.of(new DelphiModule(hook.layer(), Set.of(hook.site())));
        }
        Matcher module = MODULE.matcher(name);
        if (!module.matches()) {
            return Optional.empty();
        }
        Set<Site> sites = module.group(2) == null
                ? Set.of(Site.RESID_POST)
                // A transcoder's latents are named after the module that it replaces, and encode what that reads.
                : module.group(2).equals("mlp") ? Set.of(Site.MLP_OUT, Site.MLP_IN) : Set.of(Site.ATTN_OUT);
        return Optional.of(new DelphiModule(Integer.parseInt(module.group(1)), sites));
    }

    boolean reads(HookPoint hook) {
        return hook.layer() == layer && sites.contains(hook.site());
    }
}
