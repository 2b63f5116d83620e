package dev.steergraph.analytics.exchange;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.util.List;

/**
 * An encoded run of text: what exports of codes read.
 *
 * @param extracted how its activations were extracted
 * @param hooks the hook points that are encoded
 */
public record EncodedText(RunDirectory run, ExtractSettings extracted, RunTokens tokens, List<HookPoint> hooks) {

    /** @throws UserError if the run is not encoded, or has no text */
    public static EncodedText of(RunDirectory run) throws IOException {
        List<HookPoint> hooks = run.finished(Stages.EXTRACT).result().hooks();
        run.finished(Stages.ENCODE);
        if (!run.has(Stages.EXTRACT, PartPaths.TOKENIZER)) {
            throw new UserError(
                    "Run " + run.root() + " has no text, so there is nothing to show of its features; export"
                            + " a run that was made with \"steergraph extract\".");
        }
        return new EncodedText(run, run.finished(Stages.EXTRACT).settings(), RunTokens.read(run), hooks);
    }

    /** Where the texts are from. */
    public String corpus() {
        return run.corpus().name();
    }
}
