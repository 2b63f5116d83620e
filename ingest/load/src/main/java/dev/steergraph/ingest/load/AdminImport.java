package dev.steergraph.ingest.load;

import dev.steergraph.core.feature.ActivationHistogram;
import dev.steergraph.core.feature.ContextActivation;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.table.EdgeProperties;
import dev.steergraph.core.table.EdgeRow;
import dev.steergraph.core.table.EdgeStream;
import dev.steergraph.core.table.FeatureColumn;
import dev.steergraph.core.table.FeatureTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as tables for {@code neo4j-admin database import full}, with the command in {@code import.sh}: the graph that loading
 * makes, property by property, for an empty database and for graphs of any size. Constraints and indexes are made by
 * {@code steergraph load}, which finds everything else there. The rows can be written by shares.
 */
final class AdminImport {

    private final LoadInput input;
    private final Path edges;
    private final Optional<MeasuredEffects> effects;
    private final RunId run;
    private final AdminFiles files;
    private final List<String> arguments = new ArrayList<>();

    /**
     * @param files where tables go
     * @param input the run; of its edges none is looked at
     * @param edges its {@code edges.parquet}, which is read edge by edge
     * @param effects what steering its features did, if that was measured
     */
    AdminImport(AdminFiles files, LoadInput input, Path edges, Optional<MeasuredEffects> effects) {
        this.files = files;
        this.input = input;
        this.edges = edges;
        this.effects = effects;
        this.run = input.run();
    }

    /** Writes the tables. */
    void write() throws IOException {
        nodes("Model", "model", List.of("id:ID(Model)", "dModel:long", "layers:long"), table -> {
            if (table.takesNext()) {
                table.row(input.model(), input.dModel(), input.modelLayers());
            }
        });
        runNode();
        features();
        contexts();
        relationships("OF_MODEL", "of-model", List.of(":START_ID(Run)", ":END_ID(Model)"), table -> {
            if (table.takesNext()) {
                table.row(run.value(), input.model());
            }
        });
        relationships("IN_RUN", "in-run", List.of(":START_ID(Feature)", ":END_ID(Run)"), this::inRun);
        firings();
        correlations();
        if (effects.isPresent()) {
            moves(effects.orElseThrow());
        }
    }

    private void runNode() throws IOException {
        Map<String, Object> properties = new TreeMap<>(input.properties().byName());
        properties.put("model", input.model());
        properties.put("loaded", input.fingerprint());
        effects.ifPresent(measured -> properties.put("effects", measured.fingerprint()));
        List<String> header = new ArrayList<>(List.of("id:ID(Run)"));
        properties.forEach((name, value) -> header.add(name + ":" + type(value)));
        List<Object> row = new ArrayList<>(List.of(run.value()));
        row.addAll(properties.values());
        nodes("Run", "run", header, table -> {
            if (table.takesNext()) {
                table.row(row.toArray());
            }
        });
    }

    private static String type(Object value) {
        if (value instanceof List) {
            return "string[]";
        }
        return value instanceof Integer || value instanceof Long
                ? "long"
                : value instanceof Number ? "double" : "string";
    }

    private void features() throws IOException {
        List<String> header =
                new ArrayList<>(List.of("key:ID(Feature)", ":LABEL", "run:string", "model:string", "hook:string"));
        header.add(AdminCsv.header(FeatureColumn.LAYER));
        header.add(AdminCsv.header(FeatureColumn.INDEX));
        header.addAll(List.of("sae:string", "site:string", "depth:long"));
        FeatureColumn.MEASURES.forEach(column -> header.add(AdminCsv.header(column)));
        header.addAll(List.of("label:string", "activationsFrom:double", "activations:long[]"));
        List<String> more = MoreProperties.names(input.layers());
        more.forEach(name -> header.add(name + ":" + MoreProperties.type(name)));
        if (effects.isPresent()) {
            header.addAll(List.of("steered:double", "raised:string[]", "lowered:string[]"));
        }
        FeatureTable features = input.features();
        nodes("Feature", "features", header, table -> {
            for (int f = 0; f < features.size(); f++) {
                if (!table.takesNext()) {
                    continue;
                }
                LayerFeatures layer = layer(f);
                int index = features.index(f);
                ActivationHistogram activations = layer.contexts().activations(index);
                List<Object> row = new ArrayList<>(Arrays.asList(
                        input.key(f),
                        "L" + layer.hook().layer(),
                        run.value(),
                        input.model(),
                        layer.hook().toString(),
                        layer.hook().layer(),
                        index,
                        layer.sae(),
                        layer.site().toString(),
                        layer.depth()));
                for (FeatureColumn column : FeatureColumn.MEASURES) {
                    row.add(column.value(features, f));
                }
                row.add(layer.labels()[index]);
                row.add(activations.from());
                row.add(activations.counts());
                Map<String, Object> known = layer.more().of(index);
                more.forEach(name -> row.add(known.get(name)));
                if (effects.isPresent()) {
                    MeasuredEffects measured = effects.orElseThrow();
                    row.add(measured.steered().get(f));
                    row.add(measured.texts(f, true));
                    row.add(measured.texts(f, false));
                }
                table.row(row.toArray());
            }
        });
    }

    private void contexts() throws IOException {
        List<String> header = List.of(
                "id:ID(Context)", "run:string", "text:string", "tokens:string[]", "document:long", "category:string");
        nodes("Context", "contexts", header, table -> {
            BitSet seen = new BitSet();
            for (LayerFeatures layer : input.layers()) {
                for (int index = 0; index < layer.labels().length; index++) {
                    for (ContextActivation firing : layer.contexts().of(index)) {
                        if (!seen.get(firing.document())) {
                            seen.set(firing.document());
                            if (!table.takesNext()) {
                                continue;
                            }
                            ContextDocument document = input.documents().apply(firing.document());
                            table.row(
                                    input.contextId(firing.document()),
                                    run.value(),
                                    document.text(),
                                    document.tokens(),
                                    document.number(),
                                    document.category());
                        }
                    }
                }
            }
        });
    }

    private void inRun(AdminCsv table) throws IOException {
        for (int f = 0; f < input.features().size(); f++) {
            if (table.takesNext()) {
                table.row(input.key(f), run.value());
            }
        }
    }

    private void firings() throws IOException {
        List<String> header = List.of(
                ":START_ID(Feature)",
                ":END_ID(Context)",
                "rank:long",
                "value:double",
                "token:long",
                "activations:double[]");
        relationships("FIRES_ON", "fires-on", header, table -> {
            for (LayerFeatures layer : input.layers()) {
                for (int index = 0; index < layer.labels().length; index++) {
                    for (ContextActivation firing : layer.contexts().of(index)) {
                        if (!table.takesNext()) {
                            continue;
                        }
                        table.row(
                                layer.key(run, input.model(), index),
                                input.contextId(firing.document()),
                                firing.rank(),
                                (double) firing.value(),
                                firing.token(),
                                firing.activations());
                    }
                }
            }
        });
    }

    private void correlations() throws IOException {
        int details = EdgeStream.details(edges).size();
        List<String> header = new ArrayList<>(List.of(":START_ID(Feature)", ":END_ID(Feature)"));
        EdgeProperties.columns(details).forEach(column -> header.add(AdminCsv.header(column)));
        relationships(
                "CORRELATES",
                "correlates",
                header,
                table -> EdgeStream.read(edges, input.features().space(), edge -> {
                    if (table.takesNext()) {
                        table.row(correlation(edge, details));
                    }
                }));
    }

    private @Nullable Object[] correlation(EdgeRow edge, int details) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(input.key(edge.source()));
        row.add(input.key(edge.target()));
        EdgeProperties.add(row, edge, details);
        return row.toArray();
    }

    private void moves(MeasuredEffects measured) throws IOException {
        List<String> header = List.of(
                ":START_ID(Feature)",
                ":END_ID(Feature)",
                "effect:double",
                "z:double",
                "se:double",
                "documents:long",
                "strength:double");
        relationships("MOVES", "moves", header, table -> {
            for (int e : measured.moving()) {
                if (!table.takesNext()) {
                    continue;
                }
                List<Object> row = new ArrayList<>();
                row.add(input.key(measured.effects().source()[e]));
                row.add(input.key(measured.effects().target()[e]));
                row.addAll(measured.properties(e));
                table.row(row.toArray());
            }
        });
    }

    private LayerFeatures layer(int feature) {
        return input.layers().get(input.features().space().place(feature));
    }

    private void nodes(String label, String name, List<String> header, AdminCsv.Rows rows) throws IOException {
        arguments.add("--nodes=" + label + "=" + String.join(",", files.table(name, header, rows)));
    }

    private void relationships(String type, String name, List<String> header, AdminCsv.Rows rows) throws IOException {
        arguments.add("--relationships=" + type + "=" + String.join(",", files.table(name, header, rows)));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("neo4j-admin database import full"));
        command.addAll(arguments);
        command.add("--id-type=string");
        command.add("--array-delimiter=U+001F");
        command.add("--multiline-fields=true");
        command.add("${1:-neo4j}");
        return command;
    }

    /** Writes {@code import.sh}, after the tables. @return it */
    Path writeScript(Path folder) throws IOException {
        String text = """
            #!/bin/sh
            # Run %s into an empty Neo4j 5 database, which must not be running: import.sh [database, default: neo4j].
            # Then start it, and let "steergraph load" of the run's folder make constraints and indexes.
            cd "$(dirname "$0")" || exit 1
            exec %s
            """.formatted(run, String.join(" \\\n    ", command()).replace("${1:-neo4j}", "\"${1:-neo4j}\""));
        Path file = folder.resolve("import.sh");
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }
}
