package dev.steergraph.ingest.model.rope;

/**
 * {@code llama3}: long waves are slowed by the factor, short ones kept, those between blended.
 *
 * @param low waves longer than {@code trained / low} tokens are long
 * @param high waves shorter than {@code trained / high} tokens are short
 * @param trained tokens of the first training's texts
 */
record Llama3Scaling(double factor, double low, double high, double trained) implements RopeScaling {

    @Override
    public Frequencies frequencies(double theta, int dimensions) {
        float[] frequencies = Frequencies.plain(theta, dimensions);
        float[] slower = new float[frequencies.length];
        for (int i = 0; i < slower.length; i++) {
            double wave = 2 * Math.PI / frequencies[i];
            if (wave < trained / high) {
                slower[i] = frequencies[i];
            } else if (wave > trained / low) {
                slower[i] = (float) (frequencies[i] / factor);
            } else {
                double kept = (trained / wave - low) / (high - low);
                slower[i] = (float) ((1 - kept) * frequencies[i] / factor + kept * frequencies[i]);
            }
        }
        return Frequencies.of(slower, 1);
    }
}
