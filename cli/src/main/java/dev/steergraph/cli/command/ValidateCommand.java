package dev.steergraph.cli.command;

import dev.steergraph.analytics.validate.ValidateStage;
import dev.steergraph.analytics.validate.ValidationParameters;
import dev.steergraph.analytics.validate.ValidationResult;
import dev.steergraph.cli.option.GraphRun;
import dev.steergraph.cli.report.ValidationText;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether features and communities mean something: how far they follow the categories of the texts, beside "
                    + "permuted ones, and a sheet of the strongest pairs across layers for a person to judge.",
            "Writes validation.html, validation.json and pairs.csv."
        },
        footer = {"", "Example:", "  steergraph validate --run runs/glosses --out validation"})
final class ValidateCommand extends SteerGraphCommand {

    @Option(
            names = "--out",
            defaultValue = "validation",
            paramLabel = "DIR",
            description = "Folder for the files (default: validation).")
    private Path out;

    @Option(
            names = "--pairs",
            defaultValue = "20",
            paramLabel = "N",
            description = "Strongest pairs on the sheet (default: 20).")
    private int pairs;

    @Option(
            names = "--contexts",
            defaultValue = "5",
            paramLabel = "N",
            description = "Texts of each feature of a pair (default: 5).")
    private int contexts;

    @Option(
            names = "--permutations",
            defaultValue = "100",
            paramLabel = "N",
            description = "Of each null (default: 100).")
    private int permutations;

    @Option(names = "--seed", defaultValue = "0", description = "Of the permutations (default: 0).")
    private long seed;

    @Mixin
    private GraphRun graphRun;

    @Override
    public Integer call() throws IOException {
        ValidationParameters parameters = new ValidationParameters(pairs, contexts, permutations, seed);
        ValidationResult result =
                onGraph(graphRun, connection -> new ValidateStage(connection.driver(), connection.database())
                        .execute(graphRun.find(connection, home()).id(), parameters, out));
        print(result, ValidationText.of(result.report(), result.files()));
        return 0;
    }
}
