package dev.steergraph.cli;

import dev.steergraph.analytics.validate.ValidateStage;
import dev.steergraph.analytics.validate.ValidationParameters;
import dev.steergraph.analytics.validate.ValidationReport;
import dev.steergraph.analytics.validate.ValidationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
                onGraph(graphRun.neo4j(), connection -> new ValidateStage(connection.driver(), connection.database())
                        .execute(graphRun.find(connection, home()).id(), parameters, out));
        print(result, text(result.report(), result.files()));
        return 0;
    }

    private static String text(ValidationReport report, List<String> files) {
        StringBuilder text = new StringBuilder();
        ValidationReport.Semantics s = report.semantics();
        if (s == null) {
            text.append(String.format("No text of %s has a category.%n", report.run()));
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    "%,d of %,d features and %,d of %,d communities are enriched with a category (q < 0.05); "
                            + "%.1f features after permuting categories%n",
                    s.enriched(),
                    s.tested(),
                    s.enrichedCommunities(),
                    s.communities(),
                    s.enrichedPermuted()));
            if (s.agreement() != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "adjusted mutual information of communities and categories: %.3f; %.3f if only texts were shared "
                                + "(at most %.3f), %.3f by chance (at most %.3f)%n",
                        s.agreement().ami(),
                        s.agreement().ofPermutedTexts().mean(),
                        s.agreement().ofPermutedTexts().largest(),
                        s.agreement().ofPermutedFeatures().mean(),
                        s.agreement().ofPermutedFeatures().largest()));
            }
        }
        text.append(String.format("%d pairs to judge%n", report.pairs().size()));
        files.forEach(file -> text.append("Wrote ").append(file).append(System.lineSeparator()));
        return text.toString().stripTrailing();
    }
}
