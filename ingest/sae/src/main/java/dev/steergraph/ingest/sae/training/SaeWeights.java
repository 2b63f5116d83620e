package dev.steergraph.ingest.sae.training;

/**
 * Weights of a sparse autoencoder while it is trained: both matrices feature by feature, so that an update touches the
 * active rows only.
 *
 * <p>Letters: F = d_sae, d = d_in.
 *
 * @param encoder float[F·d], row f is column f of W_enc
 * @param decoder float[F·d], row f is row f of W_dec, of unit length
 * @param encoderBias float[F]
 * @param decoderBias float[d], subtracted from the input and added to the output
 */
record SaeWeights(int dIn, int dSae, float[] encoder, float[] decoder, float[] encoderBias, float[] decoderBias) {}
