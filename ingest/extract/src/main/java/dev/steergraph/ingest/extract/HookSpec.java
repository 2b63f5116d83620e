package dev.steergraph.ingest.extract;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where activations are read.
 *
 * @param layers {@code all}, or numbers and ranges such as {@code 0-3,8,10}
 * @param sites which tensors of these blocks; the embedding is of none and counts once
 */
public record HookSpec(String layers, Set<Site> sites) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

    public HookSpec {
        sites = Set.copyOf(sites);
    }

    /** The residual stream after some blocks. */
    public static HookSpec residPost(String layers) {
        return new HookSpec(layers, Set.of(Site.RESID_POST));
    }

    /**
     * The hook points, ascending.
     *
     * @throws UserError if the text names no layers, or layers that the model has not
     */
    List<HookPoint> of(ModelInfo info) {
        TreeSet<HookPoint> hooks = new TreeSet<>();
        sites.forEach(site -> requireSite(site, info));
        for (int layer : numbers(info)) {
            sites.forEach(site -> hooks.add(site == Site.EMBED ? HookPoint.embed() : new HookPoint(layer, site)));
        }
        if (hooks.isEmpty()) {
            throw new UserError("--hooks names no hook; name some, such as --hooks resid_post.");
        }
        return List.copyOf(hooks);
    }

    /** @throws UserError if the model's blocks have no such tensor */
    static void requireSite(Site site, ModelInfo info) {
        if (!info.sites().contains(site)) {
            String sites = info.sites().stream()
                    .map(has -> new HookPoint(0, has))
                    .sorted(HookPoint.IN_DEPTH)
                    .map(hook -> hook.site().hookName())
                    .collect(Collectors.joining(", "));
            throw new UserError(info.id() + " has no " + site.hookName() + ": blocks of " + info.architecture()
                    + (site == Site.RESID_MID ? ", whose halves run in parallel," : "")
                    + " have " + sites + "; change --hooks.");
        }
    }

    private Set<Integer> numbers(ModelInfo info) {
        Set<Integer> numbers = new TreeSet<>();
        for (String part : (layers.equals("all") ? "0-" + (info.layers() - 1) : layers).split(",", -1)) {
            Matcher matcher = RANGE.matcher(part.strip());
            if (!matcher.matches()) {
                throw new UserError("--layers " + layers + " names no layers; write all, 1,3,5 or 0-11.");
            }
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (to < from) {
                throw new UserError("--layers " + layers + ": " + part.strip() + " runs backwards.");
            }
            if (to >= info.layers()) {
                throw new UserError("Layer " + to + " is out of range: " + info.id() + " has layers 0 to "
                        + (info.layers() - 1) + "; change --layers.");
            }
            for (int layer = from; layer <= to; layer++) {
                numbers.add(layer);
            }
        }
        return numbers;
    }
}
