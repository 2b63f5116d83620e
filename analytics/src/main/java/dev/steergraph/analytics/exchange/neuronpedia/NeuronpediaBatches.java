package dev.steergraph.analytics.exchange.neuronpedia;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.feature.ContextActivation;
import dev.steergraph.core.feature.Counts;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.Histogram;
import dev.steergraph.core.feature.LogitLens;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.ContextDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/**
 * Features and their strongest contexts as Neuronpedia exports and imports them: below {@code <modelId>/<sourceId>/}, for
 * every {@value #BATCH} features {@code features/batch-N.jsonl.gz} with a row of Neuronpedia's table Neuron for each, and
 * {@code activations/batch-N.jsonl.gz} with rows of its table Activation. What SteerGraph does not know (neurons, vectors,
 * histograms of logits) is empty there.
 *
 * @see <a href="https://github.com/hijohnnylin/neuronpedia">Neuronpedia</a>
 */
final class NeuronpediaBatches {

    private static final int BATCH = 1024;
    /** Tokens shown of a context; more are cut evenly around the strongest. */
    private static final int TOKENS = 128;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String model;
    private final HookPoint hook;
    private final String set;
    private final String source;
    private final FeatureStatistics statistics;
    private final TopContexts contexts;
    private final IntFunction<ContextDocument> documents;
    private final Map<Integer, List<CorrelatedFeature>> correlated;
    private final Optional<LogitLens> lens;
    private final IntFunction<String> token;
    private final String creator;
    private final String corpus;

    /**
     * @param model Neuronpedia's modelId
     * @param set name of the source set, such as {@code gemmascope-res-16k}
     * @param documents by number, their tokens as they stand in the text
     * @param correlated by feature; empty if the run is not correlated
     * @param lens nothing if it is not known which tokens the features promote
     * @param token as it stands in a text
     * @param creator id of the user who owns the rows in the importing Neuronpedia
     * @param corpus where the texts are from
     */
    NeuronpediaBatches(
            String model,
            HookPoint hook,
            String set,
            FeatureStatistics statistics,
            TopContexts contexts,
            IntFunction<ContextDocument> documents,
            Map<Integer, List<CorrelatedFeature>> correlated,
            Optional<LogitLens> lens,
            IntFunction<String> token,
            String creator,
            String corpus) {
        this.model = model;
        this.hook = hook;
        this.set = set;
        this.source = new FeatureId(model, hook.layer(), set, 0).source();
        this.statistics = statistics;
        this.contexts = contexts;
        this.documents = documents;
        this.correlated = correlated;
        this.lens = lens;
        this.token = token;
        this.creator = creator;
        this.corpus = corpus;
    }

    /** @return the files, in order */
    List<Path> write(Path out) throws IOException {
        Path folder = out.resolve(model).resolve(source);
        List<Path> written = new ArrayList<>();
        for (int from = 0, batch = 0; from < statistics.features(); from += BATCH, batch++) {
            int first = from;
            int end = Math.min(statistics.features(), from + BATCH);
            Path features = folder.resolve("features/batch-" + batch + ".jsonl.gz");
            write(features, lines -> {
                for (int f = first; f < end; f++) {
                    line(lines, feature(f));
                }
            });
            Path activations = folder.resolve("activations/batch-" + batch + ".jsonl.gz");
            write(activations, lines -> {
                for (int f = first; f < end; f++) {
                    for (ContextActivation top : contexts.of(f)) {
                        line(lines, activation(f, top));
                    }
                }
            });
            written.add(features);
            written.add(activations);
        }
        return written;
    }

    private ObjectNode feature(int f) {
        ObjectNode row = identified(f);
        row.put("creatorId", creator);
        row.put("sourceSetName", set);
        row.put("hookName", hook.toString());
        row.put("maxActApprox", statistics.max()[f]);
        row.put("frac_nonzero", statistics.density(f));
        histogram(f, row.putArray("freq_hist_data_bar_heights"), row.putArray("freq_hist_data_bar_values"));
        ArrayNode indices = row.putArray("correlated_features_indices");
        ArrayNode pearson = row.putArray("correlated_features_pearson");
        ArrayNode l1 = row.putArray("correlated_features_l1");
        for (CorrelatedFeature other : correlated.getOrDefault(f, List.of())) {
            indices.add(other.index());
            pearson.add(other.r());
            l1.add(other.cosine());
        }
        for (String unknown : List.of(
                "logits_hist_data_bar_heights",
                "logits_hist_data_bar_values",
                "neuron_alignment_indices",
                "neuron_alignment_values",
                "neuron_alignment_l1",
                "correlated_neurons_indices",
                "correlated_neurons_pearson",
                "correlated_neurons_l1",
                "decoder_weights_dist",
                "topkCosSimIndices",
                "topkCosSimValues",
                "vector")) {
            row.putArray(unknown);
        }
        logits(row, "pos", lens.map(known -> known.top(f)).orElse(List.of()));
        logits(row, "neg", lens.map(known -> known.bottom(f)).orElse(List.of()));
        row.putNull("vectorLabel");
        row.putNull("vectorDefaultSteerStrength");
        row.put("hasVector", false);
        return row;
    }

    private void logits(ObjectNode row, String sign, List<LogitLens.Logit> logits) {
        ArrayNode tokens = row.putArray(sign + "_str");
        ArrayNode values = row.putArray(sign + "_values");
        logits.forEach(logit -> {
            tokens.add(token.apply(logit.token()));
            values.add(logit.value());
        });
    }

    /** From the first bin with anything in it to the last: how many values, and the middle of the bin. */
    private void histogram(int f, ArrayNode heights, ArrayNode values) {
        Counts counts = statistics.histogram();
        int base = f * Histogram.BINS;
        int last = Histogram.BINS - 1;
        while (last >= 0 && counts.get(base + last) == 0) {
            last--;
        }
        boolean begun = false;
        for (int bin = 0; bin <= last; bin++) {
            begun |= counts.get(base + bin) > 0;
            if (begun) {
                heights.add(counts.get(base + bin));
                values.add((Histogram.edge(bin) + Histogram.edge(bin + 1)) / 2);
            }
        }
    }

    private ObjectNode activation(int f, ContextActivation top) {
        List<String> tokens = documents.apply(top.document()).tokens();
        int from = Math.max(0, Math.min(top.token() - TOKENS / 2, tokens.size() - TOKENS));
        int to = Math.min(tokens.size(), from + TOKENS);
        ObjectNode row = JSON.createObjectNode();
        row.put("id", id(f, top));
        row.setAll(identified(f));
        row.put("creatorId", creator);
        row.put("dataSource", corpus);
        ArrayNode words = row.putArray("tokens");
        ArrayNode values = row.putArray("values");
        float smallest = Float.POSITIVE_INFINITY;
        for (int t = from; t < to; t++) {
            words.add(tokens.get(t));
            values.add(top.activations()[t]);
            smallest = Math.min(smallest, top.activations()[t]);
        }
        row.put("maxValue", top.value());
        row.put("maxValueTokenIndex", top.token() - from);
        row.put("minValue", smallest);
        row.putArray("dfaValues");
        for (String unknown : List.of("dfaMaxValue", "dfaTargetIndex", "binContains", "binMin", "binMax")) {
            row.putNull(unknown);
        }
        return row;
    }

    private ObjectNode identified(int f) {
        ObjectNode row = JSON.createObjectNode();
        row.put("modelId", model);
        row.put("layer", source);
        row.put("index", Integer.toString(f));
        return row;
    }

    /** 25 characters that begin with c, as Neuronpedia's own; the same for the same feature, text and value. */
    private String id(int f, ContextActivation top) {
        String what = String.join(
                "\n",
                model,
                source,
                Integer.toString(f),
                corpus,
                Integer.toString(top.document()),
                Float.toString(top.value()));
        return "c" + HexFormat.of().formatHex(Sha256.digest().digest(what.getBytes(StandardCharsets.UTF_8)), 0, 12);
    }

    private interface Lines {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Lines lines) throws IOException {
        AtomicFile.write(file, out -> {
            GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16);
            lines.writeTo(zip);
            zip.finish();
        });
    }

    private static void line(OutputStream out, ObjectNode row) throws IOException {
        out.write(JSON.writeValueAsBytes(row));
        out.write('\n');
    }
}
