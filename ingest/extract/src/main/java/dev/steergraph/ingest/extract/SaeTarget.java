package dev.steergraph.ingest.extract;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.run.ModelDescription;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.check.Hooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.config.WritingWeights;
import dev.steergraph.ingest.sae.Sae;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model whose activations SAEs encode.
 *
 * @param architecture {@code model_type}; null if the run does not say it
 * @param widths of its hook points; nothing of one that it does not have
 */
public record SaeTarget(
        String model, @Nullable String architecture, int layers, Function<HookPoint, OptionalInt> widths) {

    /** What only norms read, or what they make: centred writing weights leave it as it is. */
    private static final Set<Site> BEHIND_NORMS = EnumSet.of(Site.Z, Site.LN2_NORMALIZED, Site.MLP_IN);

    public static SaeTarget of(ModelInfo info) {
        return new SaeTarget(
                info.id(),
                info.architecture(),
                info.layers(),
                hook -> info.has(hook) ? OptionalInt.of(info.width(hook)) : OptionalInt.empty());
    }

    /** The model of a run, with the hook points that were extracted. */
    public static SaeTarget of(RunDirectory run) {
        ModelDescription model = run.model();
        List<HookPoint> hooks = run.finished(Stages.EXTRACT).result().hooks();
        return new SaeTarget(
                model.id(),
                model.architecture(),
                model.layers(),
                hook -> hooks.contains(hook) ? OptionalInt.of(model.width(hook)) : OptionalInt.empty());
    }

    /**
     * The SAE as it is for this model: centring of the writing weights is done where TransformerLens does it.
     *
     * @param hook that it reads
     * @param place of the SAE, for messages
     * @throws UserError if the hook point has another width, or it is not known whether to centre
     */
    public Sae fitted(Sae sae, HookPoint hook, String place) {
        OptionalInt width = widths.apply(hook);
        if (width.isPresent() && width.getAsInt() != sae.dIn()) {
            throw new UserError(place + ": the SAE has d_in " + sae.dIn() + ", " + hook + " of " + model + " has width "
                    + width.getAsInt() + "; give an SAE that was made for this model and hook point.");
        }
        HookPoint predicted = Hooks.predicted(sae).orElse(null);
        OptionalInt predictedWidth = predicted == null ? OptionalInt.empty() : widths.apply(predicted);
        if (predictedWidth.isPresent() && predictedWidth.getAsInt() != sae.dOut()) {
            throw new UserError(place + ": the transcoder has d_out " + sae.dOut() + ", " + predicted + " of " + model
                    + " has width " + predictedWidth.getAsInt()
                    + "; give one that was made for this model and hook point.");
        }
        if (!sae.preparation().centered()) {
            return sae;
        }
        if (BEHIND_NORMS.contains(hook.site())) {
            return sae.with(sae.preparation().uncentered());
        }
        if (architecture == null) {
            throw new UserError(
                    place + ": the SAE was made on centred writing weights, and the run does not say of which"
                            + " architecture its model is, because an older version began it; extract again.");
        }
        return WritingWeights.areCentered(architecture)
                ? sae
                : sae.with(sae.preparation().uncentered());
    }
}
