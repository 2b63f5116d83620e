package dev.steergraph.cli.command;

import dev.steergraph.cli.option.SteeringOptions;
import dev.steergraph.cli.option.TextOptions;
import dev.steergraph.cli.report.SteeredLines;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.steering.text.Comparison;
import dev.steergraph.steering.text.SteeredModel;
import dev.steergraph.steering.text.SteeringRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "steer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows what a model says by itself and what it says when steered, side by side, with the same seeds.",
        footer = {
            "",
            "Examples:",
            "  steergraph steer --run runs/demo --features 15:1203=1,23:77=-0.5 --prompts prompts.txt",
            "  steergraph steer --run runs/demo --recipe recipe --prompt 'My favourite animal is' --temperature 0.8"
        })
final class SteerCommand extends SteerGraphCommand {

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "L:I=K",
            description = {
                "Features with what is done to them: K adds K times what a feature adds where it is most active;",
                "clamp:K, delta-decode:K, ablate and project-out do what they say."
            })
    private List<String> features = new ArrayList<>();

    @Option(names = "--prompts", paramLabel = "FILE", description = "A text file with a prompt in each line.")
    private @Nullable Path file;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "A prompt; may be given several times.")
    private List<String> prompts = new ArrayList<>();

    @Mixin
    private SteeringOptions steering;

    @Mixin
    private TextOptions options;

    @Override
    public Integer call() throws IOException {
        List<String> all = prompts();
        try (RunDirectory run = steering.run()) {
            SteeringRequest request = steering.request(run, features);
            if (request.isEmpty()) {
                throw new UserError("Nothing is named to steer with; give --features or --recipe.");
            }
            try (TextModel text = options.open(run, progress());
                    SteeredModel model = request.on(text, progress())) {
                List<Comparison> compared = Comparison.of(text, model, all, options.manner());
                print(compared, SteeredLines.ofComparisons(compared));
            }
        }
        return 0;
    }

    private List<String> prompts() {
        List<String> all = new ArrayList<>(prompts);
        if (file != null) {
            Path from = file;
            FileFault.reading(from, () -> Files.readAllLines(from, StandardCharsets.UTF_8)).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(all::add);
        }
        if (all.isEmpty()) {
            throw new UserError("There is no prompt; give --prompt, or --prompts with a file that has some.");
        }
        return all;
    }
}
