package dev.steergraph.ingest.model.rope;

/**
 * {@code dynamic}: the base grows with texts longer than the model's context. Longer ones are refused everywhere, so that
 * what is left is the base of a text of just that length.
 *
 * @param positions the model's context, tokens
 */
record DynamicScaling(double factor, double positions) implements RopeScaling {

    @Override
    public Frequencies frequencies(double theta, int dimensions) {
        double growth = factor * positions / positions - (factor - 1);
        double base = theta * Math.pow(growth, (double) dimensions / (dimensions - 2));
        return Frequencies.of(Frequencies.plain(base, dimensions), 1);
    }
}
