package dev.steergraph.ingest.sae.format;

import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.file.Path;

/**
 * SAEs of what GPT-2 small's attention heads write, one head after another: {@code NAME.pt} with {@code NAME_cfg.json}.
 *
 * @see <a href="https://huggingface.co/ckkissane/attn-saes-gpt2-small-all-layers">Kissane et al.</a>
 */
final class HookZ {

    private HookZ() {}

    static Sae read(Path file) throws IOException {
        String name = file.getFileName().toString();
        SaeConfig config = SaeConfig.beside(file, name.substring(0, name.length() - ".pt".length()) + "_cfg.json");
        int dIn = config.size("act_size");
        int dSae = config.size("dict_size");
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        return new Sae(
                dIn,
                dSae,
                tensors.oriented("W_enc", dIn, dSae, false),
                tensors.oriented("W_dec", dSae, dIn, false),
                tensors.vector("b_dec", dIn),
                true,
                Normalization.NONE,
                new Gate.Jump(tensors.vector("b_enc", dSae), new float[dSae], null),
                new SaeOrigin("gpt2-small", config.text("act_name"), null));
    }
}
