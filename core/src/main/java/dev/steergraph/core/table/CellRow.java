package dev.steergraph.core.table;

/**
 * What one way to steer does at one strength along one feature, on held-out texts. NaN stands for what is not known.
 *
 * @param layer of the steered feature
 * @param index in its set
 * @param sae name of its set
 * @param arm how it was steered
 * @param strength in multiples of the feature's largest activation; 0 of an arm that has none
 * @param tokens rise of the target tokens' log-probability, nats
 * @param natural the same of the tokens that are predicted where the feature is active by itself
 * @param reader effect on the feature of the last set whose direction is nearest, in standard deviations, as all effects
 * @param readerByGraph effect on the feature of the last set that correlates most
 * @param own effect on the steered feature
 * @param kl KL(p‖q) where no target token follows, nats
 * @param nll rise of −log of the true next token, nats
 * @param spreadNext squared changes of the next set's features, in standard deviations, added up
 * @param spreadLast of the last set's
 * @param spreadNextOthers without the steered feature's neighbours by the graph
 * @param spreadLastOthers of the last set's without these
 * @param moved share of the last set's features whose effect is above 0.5
 * @param agreement mean cosine, over pairs of texts, of how logits change
 * @param length |δ| at the steered hook point, by the mean length of activations there
 */
public record CellRow(
        int layer,
        int index,
        String sae,
        String arm,
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
        double length) {}
