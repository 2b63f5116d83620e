package dev.steergraph.steering.experiment;

import dev.steergraph.core.table.CellRow;
import dev.steergraph.core.table.FeatureSpace;

/**
 * What one arm does at one strength, on held-out texts. Means are over rows unless said otherwise; effects are in standard
 * deviations of the feature on the other half of the documents.
 *
 * @param feature number of the steered feature
 * @param strength k, in multiples of its largest activation; 0 of an arm that has none
 * @param tokens gain: log q(W) − log p(W), nats, with W the feature's target tokens
 * @param natural gain: the same of the tokens that the model predicts where the feature is active by itself
 * @param reader gain: effect on the feature of the last SAE whose direction is nearest
 * @param readerByGraph gain: effect on the feature of the last SAE that correlates most; NaN if none does
 * @param own effect on the steered feature itself
 * @param kl damage: KL(p‖q), nats, over rows whose next token is not in W
 * @param nll damage: rise of −log of the true next token, nats
 * @param spreadNext damage: Σ over features of the next SAE of squared changes in standard deviations, none below the set's
 *     median
 * @param spreadLast the same at the last SAE
 * @param spreadNextOthers as {@code spreadNext}, without the steered feature's neighbours by the graph
 * @param spreadLastOthers as {@code spreadLast}, without these
 * @param moved share of the last SAE's features whose effect is above 0.5
 * @param agreement stability: mean cosine, over pairs of texts, of how logits change
 * @param length |δ| at the steered hook point, by the mean length of activations there
 */
public record Cell(
        int feature,
        Arm arm,
        double strength,
        double tokens,
        double natural,
        double reader,
        double readerByGraph,
        double own,
        double kl,
        double nll,
        double spreadNext,
        double spreadLast,
        double spreadNextOthers,
        double spreadLastOthers,
        double moved,
        double agreement,
        double length) {

    /** @param space numbers the features */
    CellRow row(FeatureSpace space) {
        return new CellRow(
                space.layer(feature),
                space.index(feature),
                space.set(feature).sae(),
                arm.toString(),
                strength,
                tokens,
                natural,
                reader,
                readerByGraph,
                own,
                kl,
                nll,
                spreadNext,
                spreadLast,
                spreadNextOthers,
                spreadLastOthers,
                moved,
                agreement,
                length);
    }
}
