package dev.steergraph.cli.command;

import dev.steergraph.cli.option.SteeringOptions;
import dev.steergraph.cli.option.TextOptions;
import dev.steergraph.cli.report.BandLines;
import dev.steergraph.cli.report.SteeredLines;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.steering.band.FeatureBand;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.steering.band.Strengths;
import dev.steergraph.steering.band.Sweep;
import dev.steergraph.steering.band.SweepRequest;
import dev.steergraph.steering.text.Comparison;
import dev.steergraph.steering.text.SteeredModel;
import dev.steergraph.steering.text.SteeringRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            "  steergraph steer --run runs/demo --recipe recipe --prompt 'My favourite animal is' --temperature 0.8",
            "  steergraph steer --run runs/demo --features 15:1203,23:77 --sweep 0.25,0.5,1,2,4"
        })
final class SteerCommand extends SteerGraphCommand {

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "L:I=K",
            description = {
                "Features with what is done to them: K adds K times what a feature adds where it is most active;",
                "clamp:K, delta-decode:K, ablate and project-out do what they say. With --sweep only L:I."
            })
    private List<String> features = new ArrayList<>();

    @Option(
            names = "--sweep",
            paramLabel = "K,K,...",
            description = {
                "Try strengths of each feature by itself, such as 0.25,0.5,1,2,4: what they gain, what they damage, and",
                "where fluency breaks. The usable band is kept in the run. Texts begin as held-out documents do, or with",
                "the prompts, and are drawn with a temperature of 1 unless another is given."
            })
    private @Nullable String sweep;

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
        if (sweep != null) {
            return sweep(Strengths.parse(sweep));
        }
        List<String> all = prompts();
        if (all.isEmpty()) {
            throw new UserError("There is no prompt; give --prompt, or --prompts with a file that has some.");
        }
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

    private int sweep(Strengths strengths) throws IOException {
        SweepRequest asked = new SweepRequest(
                features.stream().map(SteerCommand::address).toList(), strengths, prompts(), options.manner(1));
        try (RunDirectory run = steering.run()) {
            SteeringRequest request = steering.sweep(run);
            RunDirectory of = Objects.requireNonNull(run);
            try (TextModel text = options.open(of, progress())) {
                request.requireWidth(text);
                List<FeatureBand> bands = new Sweep(
                                of, text, request.saes(text, progress()), request.unsteered(text), asked, progress())
                        .execute();
                print(bands, BandLines.of(bands));
            }
        }
        return 0;
    }

    private static FeatureAddress address(String text) {
        if (text.contains("=")) {
            throw new UserError("\"" + text + "\" names a strength, and --sweep names those to try; give --features "
                    + text.substring(0, text.indexOf('=')) + ".");
        }
        return FeatureAddress.parse(text);
    }

    private List<String> prompts() {
        List<String> all = new ArrayList<>(prompts);
        if (file != null) {
            Path from = file;
            FileFault.reading(from, () -> Files.readAllLines(from, StandardCharsets.UTF_8)).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(all::add);
        }
        if (file != null && all.isEmpty()) {
            throw new UserError(file + " has no prompt; give a file with one in each line.");
        }
        return all;
    }
}
