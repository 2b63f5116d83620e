package dev.steergraph.cli.command;

import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.generate.Generate;
import dev.steergraph.ingest.extract.generate.Generate.Continuation;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Sampling;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Continues texts with a model, token by token.",
        footer = {
            "",
            "Examples:",
            "  steergraph generate --model openai-community/gpt2 --prompt 'The capital of France is'",
            "  steergraph generate --model SmolLM2-135M-Instruct.Q4_1.gguf --prompt 'Once' --temperature 0.8 --top-p 0.9 --seed 7"
        })
final class GenerateCommand extends SteerGraphCommand {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "A folder, a GGUF file, or a Hugging Face id, of a language model.")
    private String model;

    @Option(names = "--revision", paramLabel = "REV", description = "Branch, tag or commit of the model.")
    private @Nullable String revision;

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR|FILE",
            description =
                    "A folder, a tokenizer.json or a GGUF file, with a tokenizer in the place of the model's own.")
    private @Nullable String tokenizer;

    @Option(
            names = "--prompt",
            required = true,
            paramLabel = "TEXT",
            description = "The text to continue; may be given several times.")
    private List<String> prompts;

    @Option(
            names = "--tokens",
            defaultValue = "40",
            paramLabel = "N",
            description = "New tokens at most (default: 40).")
    private int tokens;

    @Option(
            names = "--temperature",
            defaultValue = "0",
            paramLabel = "T",
            description = "0 (default) takes the most likely token; 1 draws by the model's probabilities.")
    private double temperature;

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
            defaultValue = "f32",
            paramLabel = "TYPE",
            description = "Of weights and matrix products: f32 (default), bf16 or f16.")
    private String dtype;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Option(
            names = "--bos",
            defaultValue = "AUTO",
            description = "Begin with BOS: auto (as the model's tokenizer), always, never.")
    private Bos bos;

    @Override
    public Integer call() throws IOException {
        Generate.Parameters parameters = new Generate.Parameters(
                new ModelSpec(model, revision, Precision.parse(dtype), tokenizer),
                device,
                bos,
                new Sampling(temperature, topK, topP),
                tokens,
                seed);
        List<Continuation> continuations = Generate.of(parameters, prompts, progress());
        StringBuilder text = new StringBuilder();
        for (Continuation continuation : continuations) {
            text.append(continuation.prompt()).append(continuation.text()).append(System.lineSeparator());
            text.append(String.format(
                    Locale.ROOT,
                    "  [%d tokens, %.1f tokens/s]%n",
                    continuation.ids().length,
                    continuation.ids().length / continuation.seconds()));
        }
        print(continuations, text.toString().stripTrailing());
        return 0;
    }
}
