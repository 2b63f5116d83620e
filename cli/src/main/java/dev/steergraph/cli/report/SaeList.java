package dev.steergraph.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import dev.steergraph.ingest.sae.format.Readability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code saes} says. */
public final class SaeList {

    private SaeList() {}

    /**
     * A published SAE.
     *
     * @param name as {@code --sae} takes it
     * @param hook that it reads
     * @param neuronpedia another name, under which Neuronpedia has it
     * @param obstacle why it cannot be read; null if it can
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String name,
            String model,
            @Nullable String hook,
            String repository,
            String path,
            @Nullable Double l0,
            @Nullable String neuronpedia,
            @Nullable String obstacle) {

        public static Line of(Readability sae) {
            SaeEntry entry = sae.entry();
            return new Line(
                    entry.name(),
                    entry.model(),
                    sae.hook().orElse(null),
                    entry.repository(),
                    entry.path(),
                    entry.l0().orElse(null),
                    entry.neuronpedia().orElse(null),
                    sae.obstacle().orElse(null));
        }
    }

    /** A line for each. */
    public static String lines(List<Line> lines) {
        int width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
        return lines.stream()
                .map(line -> String.format(
                                Locale.ROOT,
                                "%-" + Math.max(1, width) + "s  %-28s  %8s  %s",
                                line.name(),
                                line.hook() == null ? "?" : line.hook(),
                                line.l0() == null ? "" : String.format(Locale.ROOT, "L0 %.0f", line.l0()),
                                line.obstacle() == null
                                        ? (line.neuronpedia() == null ? "" : line.neuronpedia())
                                        : "cannot be read: " + line.obstacle())
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** How many a model has. */
    public record OfModel(String model, int saes, int readable) {}

    public static List<OfModel> byModel(List<Readability> saes) {
        Map<String, List<Readability>> models = saes.stream()
                .collect(Collectors.groupingBy(sae -> sae.entry().model(), TreeMap::new, Collectors.toList()));
        List<OfModel> counted = new ArrayList<>();
        models.forEach((model, own) -> counted.add(new OfModel(model, own.size(), (int)
                own.stream().filter(Readability::isReadable).count())));
        return counted;
    }

    /** A line for each model. */
    public static String text(List<OfModel> models) {
        return models.stream()
                .map(model -> String.format(
                        Locale.ROOT, "%6d SAEs, %6d can be read: %s", model.saes(), model.readable(), model.model()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Things that there are, and those of them that can be read. */
    public record Share(long total, long readable) {

        private String text(String things) {
            return String.format(
                    Locale.ROOT,
                    "%6d of %6d %s can be read (%.2f%%)",
                    readable,
                    total,
                    things,
                    100.0 * readable / total);
        }
    }

    /**
     * The whole list.
     *
     * @param ids SAEs, each repository and path once
     * @param neuronpedia those of them that Neuronpedia has
     * @param places model, layer and hook point together
     */
    public record Summary(Share ids, Share neuronpedia, Share places) {

        public static Summary of(List<Readability> saes) {
            Function<Readability, Object> file =
                    sae -> List.of(sae.entry().repository(), sae.entry().path());
            List<Readability> labelled = saes.stream()
                    .filter(sae -> sae.entry().neuronpedia().isPresent())
                    .toList();
            return new Summary(
                    share(saes, file),
                    share(labelled, file),
                    share(saes, sae -> List.of(sae.entry().model(), place(sae))));
        }

        /** SAEs whose names do not say what they read are a place of their own. */
        private static String place(Readability sae) {
            return sae.hook().filter(HookPoint::isName).orElse(sae.entry().name());
        }

        private static Share share(List<Readability> saes, Function<Readability, Object> thing) {
            return new Share(distinct(saes, thing, sae -> true), distinct(saes, thing, Readability::isReadable));
        }

        private static long distinct(
                List<Readability> saes, Function<Readability, Object> thing, Predicate<Readability> which) {
            return saes.stream().filter(which).map(thing).distinct().count();
        }

        public String text() {
            return String.join(
                    System.lineSeparator(),
                    ids.text("published SAEs"),
                    neuronpedia.text("that Neuronpedia has"),
                    places.text("places (model, layer, hook point)"));
        }
    }
}
