package dev.steergraph.cli.option;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Sampling;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model writes a text, and how. */
public final class TextOptions {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A folder, a GGUF file, or a Hugging Face id, of a language model (default: the run's).")
    private @Nullable String model;

    @Option(names = "--revision", paramLabel = "REV", description = "Branch, tag or commit of the model.")
    private @Nullable String revision;

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR|FILE",
            description =
                    "A folder, a tokenizer.json or a GGUF file, with a tokenizer in the place of the model's own.")
    private @Nullable String tokenizer;

    @Option(
            names = "--tokens",
            defaultValue = "40",
            paramLabel = "N",
            description = "New tokens at most (default: 40).")
    private int tokens;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "0 (default) takes the most likely token; 1 draws by the model's probabilities.")
    private @Nullable Double temperature;

    @Option(
            names = "--top-k",
            defaultValue = "0",
            paramLabel = "K",
            description = "Draw among the K most likely tokens only (default: all).")
    private int topK;

    @Option(
            names = "--top-p",
            defaultValue = "1",
            paramLabel = "P",
            description = "Draw among the fewest tokens whose probabilities reach P (default: 1, all).")
    private double topP;

    @Option(names = "--seed", defaultValue = "0", description = "Of what is drawn (default: 0).")
    private long seed;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "Of weights and matrix products: f32 (default), bf16 or f16.")
    private @Nullable String dtype;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Option(names = "--bos", description = "Begin with BOS: auto (default, as the model's tokenizer), always, never.")
    private @Nullable Bos bos;

    @Option(
            names = "--chat",
            description = "The prompt is what a user says in a chat: it is put into the model's own chat template.")
    private boolean chat;

    @Option(names = "--system", paramLabel = "TEXT", description = "With --chat: what the model is told first.")
    private @Nullable String system;

    /** @param run whose model it is where none is named; null for none */
    public TextModel open(@Nullable RunDirectory run, Progress progress) throws IOException {
        if (system != null && !chat) {
            throw new UserError("--system is said in a chat; give --chat as well.");
        }
        ExtractSettings settings =
                run == null ? null : run.finished(Stages.EXTRACT).settings();
        TextModel text = TextModel.open(spec(settings), device, bos(settings), progress);
        try {
            if (chat) {
                text.chat(system);
            } else if (text.tokenizer().hasChatTemplate()) {
                progress.note("This model was made for chats; --chat asks it in its own chat template, without it the"
                        + " prompt is a text to go on with.");
            }
            return text;
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private ModelSpec spec(@Nullable ExtractSettings settings) {
        if (model != null) {
            return new ModelSpec(model, revision, Precision.parse(Objects.requireNonNullElse(dtype, "f32")), tokenizer);
        }
        if (settings == null) {
            throw new UserError("No model is named to write with; give --model.");
        }
        ModelSpec own = ModelSpec.of(settings);
        return new ModelSpec(
                own.name(),
                revision == null ? own.revision() : revision,
                dtype == null ? own.dtype() : Precision.parse(dtype),
                tokenizer == null ? own.tokenizer() : tokenizer);
    }

    private Bos bos(@Nullable ExtractSettings settings) {
        if (bos != null) {
            return bos;
        }
        return settings == null ? Bos.AUTO : Bos.valueOf(settings.bos());
    }

    public Manner manner() {
        return manner(0);
    }

    /** @param usual temperature where none is given */
    public Manner manner(double usual) {
        return new Manner(new Sampling(Objects.requireNonNullElse(temperature, usual), topK, topP), tokens, seed);
    }
}
