package dev.steergraph.cli.command;

import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.experiment.ExperimentResult;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.experiment.Arm;
import dev.steergraph.steering.experiment.ExperimentRequest;
import dev.steergraph.steering.experiment.RunExperiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares ways to steer along features of a run: alone, with neighbours in the correlation graph held back or led"
                    + " along, with others in their place, and without any graph; at equal gain, on documents from which"
                    + " nothing else was taken.",
        },
        footer = {
            "",
            "Stopped with Ctrl-C or killed, the same command goes on with the next feature. Examples:",
            "  steergraph experiment --run runs/demo",
            "  steergraph experiment --run runs/demo --features 10 --strengths 0.5,1 --tokens 128 --quick",
            "  steergraph experiment --run runs/demo --arms single,cohere,cohere-random --tuning"
        })
final class ExperimentCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many features are steered (default: 40).")
    private int features;

    @Option(
            names = "--tuning",
            description = "Steer features that are set apart for trying things out, not those for the result.")
    private boolean tuning;

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "ARM",
            description = "Ways to steer (default: all): ${COMPLETION-CANDIDATES}.",
            completionCandidates = ArmNames.class)
    private List<String> arms = new ArrayList<>();

    @Option(
            names = "--strengths",
            split = ",",
            paramLabel = "K",
            description = "Multiples of a feature's largest activation (default: 0.25,0.5,1,2).")
    private List<Double> strengths = new ArrayList<>(ExperimentRequest.STRENGTHS);

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "200",
            description = "Tokens on which each arm is measured at each strength (default: 200).")
    private long tokens;

    @Option(
            names = "--ridge",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "How reluctantly insulation takes off what neighbours add (default: 0.1).")
    private double ridge;

    @Option(
            names = "--follow",
            paramLabel = "X",
            defaultValue = "" + Correction.FOLLOW,
            description = "What share of the way neighbours follow in the arms cohere (default: ${DEFAULT-VALUE}).")
    private double follow;

    @Option(names = "--quick", description = "Relax the filters of features, in a fixed order, until there are enough.")
    private boolean quick;

    @Option(
            names = "--generate",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of how many features texts are written as well (default: 10; 0 for none).")
    private int generate;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Of features, texts and all that is drawn (default: 0).")
    private long seed;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    static final class ArmNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        ArmNames() {
            for (Arm arm : Arm.values()) {
                add(arm.toString());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        ExperimentRequest request = new ExperimentRequest(
                features,
                tuning,
                arms.stream().map(Arm::parse).toList(),
                strengths,
                tokens,
                seed,
                ridge,
                follow,
                quick,
                generate);
        try (RunDirectory directory = RunDirectory.existing(run)) {
            new RunExperiment(directory, threads(), progress()).execute(request, device);
            ExperimentResult result = directory.finished(Stages.EXPERIMENT).result();
            print(result, text(result));
        }
        return 0;
    }

    private String text(ExperimentResult result) {
        StringBuilder text = new StringBuilder();
        result.relaxed()
                .forEach(filter -> text.append("Relaxed: ").append(filter).append(".\n"));
        result.conclusions().forEach(sentence -> text.append(sentence).append('\n'));
        return text.append('\n')
                .append(result.cells())
                .append(" cells of ")
                .append(result.features())
                .append(" features are in ")
                .append(run.resolve("experiment"))
                .append("; report.html shows them.")
                .toString();
    }
}
