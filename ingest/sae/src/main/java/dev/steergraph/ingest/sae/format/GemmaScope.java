package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Transcoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gemma Scope's {@code params.npz} and Gemma Scope 2's {@code params.safetensors}: JumpReLU SAEs and transcoders on raw
 * activations. What the tensors are, the place of the file says, see {@link GemmaScopePlace}.
 *
 * @see <a href="https://arxiv.org/abs/2408.05147">Gemma Scope</a>
 */
final class GemmaScope {

    private static final String SKIP = "affine_skip_connection";

    private GemmaScope() {}

    static Sae read(Path file) throws IOException {
        GemmaScopePlace place = GemmaScopePlace.of(file);
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        long[] shape = tensors.named("W_enc").shape();
        if (shape.length != 2) {
            throw new UserError(
                    file + ": W_enc should have the shape [d_in, d_sae], it has " + Arrays.toString(shape) + ".");
        }
        int dIn = Math.toIntExact(shape[0]);
        int dSae = Math.toIntExact(shape[1]);
        int dOut = tensors.length("b_dec");
        StoredTensor encoder = tensors.matrix("W_enc", dIn, dSae);
        StoredTensor decoder = tensors.matrix("W_dec", dSae, dOut);
        float scale = (float) Math.sqrt(dIn);
        Sae sae = new Sae(
                dIn,
                dSae,
                place.embedding() ? new ScaledTensor(encoder, 1 / scale) : encoder,
                place.embedding() ? new ScaledTensor(decoder, scale) : decoder,
                tensors.vector("b_dec", dOut),
                false,
                Normalization.NONE,
                new Gate.Jump(
                        tensors.vector("b_enc", dSae),
                        SaeLens.notNegative(tensors.thresholds("threshold", dSae)),
                        null),
                new SaeOrigin(place.model(), place.hook(), null));
        boolean skips = tensors.has(SKIP) || place.affine();
        if (place.hookOut() == null) {
            if (skips || dOut != dIn) {
                throw new UserError(
                        file + " is a transcoder, and nothing says of which hook points; keep it in folders that"
                                + " are called as on the hub, or with its config.json.");
            }
            return sae;
        }
        return sae.with(new Transcoding(place.hookOut(), dOut, skips ? tensors.matrix(SKIP, dIn, dOut) : null));
    }
}
