package dev.steergraph.cli.command;

import dev.steergraph.cli.option.SteeringOptions;
import dev.steergraph.cli.option.TextOptions;
import dev.steergraph.cli.report.SteeredLines;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Continuation;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.text.SteeredModel;
import dev.steergraph.steering.text.SteeredModel.Steered;
import dev.steergraph.steering.text.SteeringRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Continues texts with a model, token by token; steered along features, if some are named.",
        footer = {
            "",
            "Examples:",
            "  steergraph generate --model openai-community/gpt2 --prompt 'The capital of France is'",
            "  steergraph generate --model SmolLM2-135M-Instruct.Q4_1.gguf --prompt 'Once' --temperature 0.8 --top-p 0.9 --seed 7",
            "  steergraph generate --run runs/demo --steer 15:1203=1 --prompt 'Once'"
        })
final class GenerateCommand extends SteerGraphCommand {

    @Option(
            names = "--prompt",
            required = true,
            paramLabel = "TEXT",
            description = "The text to continue; may be given several times.")
    private List<String> prompts;

    @Option(
            names = "--steer",
            split = ",",
            paramLabel = "L:I=K",
            description = {
                "Steer along a feature: add K times what it adds where it is most active. L:I=clamp:K and",
                "L:I=delta-decode:K, L:I=ablate and L:I=project-out do what they say; L/SET:I where a layer has several",
                "SAEs."
            })
    private List<String> features = new ArrayList<>();

    @Mixin
    private SteeringOptions steering;

    @Mixin
    private TextOptions options;

    @Override
    public Integer call() throws IOException {
        Manner manner = options.manner();
        try (RunDirectory run = steering.run()) {
            SteeringRequest request = steering.request(run, features);
            try (TextModel text = options.open(run, progress())) {
                if (request.isEmpty()) {
                    plain(text, manner);
                } else {
                    steered(text, request, manner);
                }
            }
        }
        return 0;
    }

    private void plain(TextModel text, Manner manner) throws IOException {
        List<Continuation> all = new ArrayList<>();
        for (String prompt : prompts) {
            all.add(text.generate(prompt, manner.plus(all.size()), PassEdits.NONE));
        }
        print(all, SteeredLines.of(all));
    }

    private void steered(TextModel text, SteeringRequest request, Manner manner) throws IOException {
        List<Steered> all = new ArrayList<>();
        try (SteeredModel model = request.on(text, progress())) {
            for (String prompt : prompts) {
                all.add(model.generate(prompt, manner.plus(all.size())));
            }
        }
        print(all, SteeredLines.ofSteered(all));
    }
}
