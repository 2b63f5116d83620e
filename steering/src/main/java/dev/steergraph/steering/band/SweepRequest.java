package dev.steergraph.steering.band;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import java.util.List;

/**
 * What is to be swept.
 *
 * @param prompts that texts begin with; none for the beginnings of held-out documents
 * @param manner how they are gone on with
 */
public record SweepRequest(List<FeatureAddress> features, Strengths strengths, List<String> prompts, Manner manner) {

    /** @throws UserError if nothing is to be swept, or texts would all be the same */
    public SweepRequest {
        features = List.copyOf(features);
        prompts = List.copyOf(prompts);
        if (features.isEmpty()) {
            throw new UserError("No feature is named to sweep; give --features L:I, such as 15:12.");
        }
        if (manner.sampling().temperature() == 0) {
            throw new UserError("A sweep draws its texts, as without steering the most likely ones repeat themselves"
                            + " already; give a temperature above 0.")
                    .in("temperature");
        }
    }
}
