package dev.steergraph.ingest.model.config;

/**
 * How many experts a mixture has.
 *
 * @param experts E
 * @param chosen k, of these, for each token
 */
public record ExpertCounts(int experts, int chosen) {

    /** As many as there may be. */
    public static final int MOST = 1 << 16;

    private static final String CHOSEN = "num_experts_per_tok";

    /** Adds what all mixtures have to a table. @param usual k */
    public static FieldTable addTo(FieldTable table, int usual) {
        return table.size(CHOSEN, usual, MOST, "experts that a token passes through")
                .unused("output_router_logits", "router_aux_loss_coef");
    }

    /**
     * @param field of E
     * @param usual where the file does not say it
     * @throws dev.steergraph.core.UserError if more are to be chosen than there are
     */
    public static ExpertCounts of(ModelConfig config, String field, int usual) {
        int experts = config.size(field, usual);
        int chosen = config.size(CHOSEN);
        if (chosen > experts) {
            throw config.refused("says \"" + CHOSEN + "\": " + chosen + ", more than there are by \"" + field + "\": "
                    + experts + ".");
        }
        return new ExpertCounts(experts, chosen);
    }
}
