package dev.steergraph.cli.command;

import dev.steergraph.cli.report.TaskText;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.steering.task.RunTask;
import dev.steergraph.steering.task.TaskParameters;
import dev.steergraph.steering.task.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "task",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks the model which of two labels each text of a run has, steered towards one of them by the features that go",
            "with it, with and without correction by their neighbours in the graph: accuracy, and answers that change."
        },
        footer = {
            "",
            "Examples:",
            "  steergraph task --run runs/sentiment --towards positive",
            "  steergraph task --run runs/sentiment --towards positive --by-answer --prompt 'Review: {text}\\nSentiment:'"
        })
final class TaskCommand extends SteerGraphCommand {

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "The run, correlated, of texts whose category is one of two labels.")
    private Path run;

    @Option(
            names = "--towards",
            required = true,
            paramLabel = "LABEL",
            description = "The label that the model is steered towards.")
    private String towards;

    @Option(
            names = "--by-answer",
            description =
                    "Choose the features by whether the unsteered model answers rightly, as CorrSteer does, and not"
                            + " by the label.")
    private boolean byAnswer;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = {
                "How to ask, with {text} where a text goes; \\n is a new line. May be given several times: the one that the",
                "unsteered model answers best is taken, in the model's chat template or without (default: one that names",
                "both labels)."
            })
    private List<String> prompts = new ArrayList<>();

    @Option(
            names = "--answer",
            paramLabel = "LABEL=TEXT",
            description = "What the model would say for a label (default: the label itself).")
    private Map<String, String> answers = new LinkedHashMap<>();

    @Option(
            names = "--strengths",
            split = ",",
            defaultValue = "0.25,0.5,1",
            paramLabel = "K",
            description =
                    "Multiples of a feature's largest activation, of which validation chooses (default: 0.25,0.5,1).")
    private List<Double> strengths;

    @Option(
            names = "--train",
            defaultValue = "200",
            paramLabel = "N",
            description = "Texts at most to choose the prompt on (default: 200).")
    private int train;

    @Option(
            names = "--validation",
            defaultValue = "200",
            paramLabel = "N",
            description = "Texts at most to choose strengths on (default: 200).")
    private int validation;

    @Option(
            names = "--test",
            defaultValue = "400",
            paramLabel = "N",
            description = "Texts at most that the result is of (default: 400).")
    private int test;

    @Option(
            names = "--neighbours",
            defaultValue = "20",
            paramLabel = "N",
            description =
                    "Of each feature at most so many are corrected for, those with the highest |r| (default: 20).")
    private int neighbours;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Of the choice of texts, the random direction, the bootstrap (default: 0).")
    private long seed;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Override
    public Integer call() throws IOException {
        TaskParameters parameters = new TaskParameters(
                towards,
                byAnswer,
                prompts.stream().map(prompt -> prompt.replace("\\n", "\n")).toList(),
                answers,
                strengths,
                train,
                validation,
                test,
                neighbours,
                seed);
        try (RunDirectory directory = RunDirectory.view(run)) {
            TaskResult result = new RunTask(directory, parameters, progress()).execute(device, threads());
            print(result, TaskText.of(result));
        }
        return 0;
    }
}
