package dev.steergraph.cli.command;

import dev.steergraph.cli.report.SaeList;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import dev.steergraph.ingest.sae.format.Readability;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "saes",
        mixinStandardHelpOptions = true,
        description = {
            "Lists published SAEs and transcoders, by the names that --sae takes, and says which can be read and why others"
                    + " cannot. The list is SAELens'; nothing is fetched."
        },
        footer = {
            "",
            "Examples:",
            "  steergraph saes",
            "  steergraph saes gemma-2-2b --layer 12",
            "  steergraph saes --summary"
        })
final class SaesCommand extends SteerGraphCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "Those of a model, such as gemma-2-2b or google/gemma-3-1b-pt (default: how many each has).")
    private Optional<String> model = Optional.empty();

    @Option(names = "--layer", paramLabel = "N", description = "Those that read a tensor of this block.")
    private Optional<Integer> layer = Optional.empty();

    @Option(names = "--summary", description = "How many there are, and can be read.")
    private boolean summary;

    @Override
    public Integer call() throws IOException {
        List<Readability> all =
                Catalogue.get().entries().stream().map(Readability::of).toList();
        if (summary) {
            SaeList.Summary counted = SaeList.Summary.of(all);
            print(counted, counted.text());
        } else if (model.isEmpty()) {
            List<SaeList.OfModel> models = SaeList.byModel(at(layer, all));
            print(models, SaeList.text(models));
        } else {
            List<SaeList.Line> lines = at(layer, ofModel(model.get(), all)).stream()
                    .map(SaeList.Line::of)
                    .toList();
            print(lines, SaeList.lines(lines));
        }
        return 0;
    }

    private static List<Readability> at(Optional<Integer> layer, List<Readability> saes) {
        return layer.isEmpty()
                ? saes
                : saes.stream()
                        .filter(sae -> sae.hook()
                                .filter(HookPoint::isName)
                                .filter(hook -> HookPoint.parse(hook).layer() == layer.get())
                                .isPresent())
                        .toList();
    }

    /** Models are known with and without their organisation. */
    private static List<Readability> ofModel(String name, List<Readability> all) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Readability> found =
                all.stream().filter(sae -> names(sae.entry()).contains(wanted)).toList();
        if (found.isEmpty()) {
            TreeSet<String> models = new TreeSet<>();
            all.forEach(sae -> models.add(sae.entry().model()));
            throw new UserError("No SAE of a model \"" + name + "\" is in the list; its models are "
                    + String.join(", ", models) + ".");
        }
        return found;
    }

    private static List<String> names(SaeEntry entry) {
        String whole = entry.model().toLowerCase(Locale.ROOT);
        return List.of(whole, whole.substring(whole.lastIndexOf('/') + 1));
    }
}
