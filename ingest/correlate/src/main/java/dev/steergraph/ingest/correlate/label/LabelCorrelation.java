package dev.steergraph.ingest.correlate.label;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.table.LabelEdge;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Correlates every feature with every label of documents, over all documents that have one, exactly. CorrSteer chooses features
 * so: by the Pearson correlation of the max-pooled activation with an outcome of 0 or 1.
 *
 * @see <a href="https://github.com/seonglae/CorrSteer">CorrSteer</a>
 */
public final class LabelCorrelation {

    /** Pools in memory at once; 16 bytes each. */
    private static final int POOLS = 1 << 24;

    private static final Comparator<LabelEdge> WEAKEST_FIRST = Comparator.comparingDouble(edge -> Math.abs(edge.r()));

    private final LabelParameters parameters;
    private final int pools;

    public LabelCorrelation(LabelParameters parameters) {
        this(parameters, POOLS);
    }

    LabelCorrelation(LabelParameters parameters, int pools) {
        this.parameters = parameters;
        this.pools = pools;
    }

    /**
     * What was found.
     *
     * @param names of the labels that took part
     * @param documents of each of them, how many have it
     * @param labelled documents that have a label
     * @param features that are active in enough of them
     * @param edges by label, then |r| from the highest, then feature
     * @param nullEdges pairs above the threshold after permuting the documents' labels
     * @param leftOut labels that too few documents have, or all
     */
    public record Result(
            List<String> names,
            int[] documents,
            int labelled,
            int features,
            List<LabelEdge> edges,
            long nullEdges,
            List<String> leftOut) {}

    /**
     * @param sets all of the same rows
     * @param document int[rows], number of each row's document, not falling
     * @throws UserError if there is no label that some labelled documents have and others have not
     */
    public Result run(List<CodeRows> sets, int[] document, DocumentLabels labels) {
        Documents documents = Documents.of(document);
        int[] part = new int[documents.count()];
        int[] numbers = new int[documents.count()];
        int n = 0;
        for (int d = 0; d < part.length; d++) {
            int number = document[documents.starts()[d]];
            part[d] = labels.has(number) ? n : -1;
            if (part[d] >= 0) {
                numbers[n++] = number;
            }
        }
        int[][] own = labels.at(Arrays.copyOf(numbers, n));
        LabelSums whole = new LabelSums(own, labels.names().size());
        Columns columns = new Columns(labels.names(), whole, own);
        for (CodeRows set : sets) {
            new PooledColumns(set, documents, part, parameters.pooling(), pools)
                    .read((feature, listed, values) -> columns.add(set.set(), feature, listed, values));
        }
        return columns.result();
    }

    /** Of one half of the documents: which of all they are, and their labels. */
    private record HalfSums(int[] place, LabelSums sums) {

        static HalfSums of(int[][] labels, int names, boolean[] first, boolean wanted) {
            int[] place = new int[labels.length];
            int[][] some = new int[labels.length][];
            int n = 0;
            for (int d = 0; d < place.length; d++) {
                place[d] = first[d] == wanted ? n : -1;
                if (place[d] >= 0) {
                    some[n++] = labels[d];
                }
            }
            return new HalfSums(place, new LabelSums(Arrays.copyOf(some, n), names));
        }

        double[] r(int[] documents, double[] values) {
            int[] listed = new int[documents.length];
            double[] own = new double[documents.length];
            int n = 0;
            for (int k = 0; k < documents.length; k++) {
                if (place[documents[k]] >= 0) {
                    listed[n] = place[documents[k]];
                    own[n++] = values[k];
                }
            }
            return sums.correlations(Arrays.copyOf(listed, n), Arrays.copyOf(own, n))
                    .r();
        }
    }

    private final class Columns {

        private final List<String> names;
        private final LabelSums whole;
        private final LabelSums permuted;
        private final HalfSums first;
        private final HalfSums second;
        private final boolean[] takesPart;
        private final List<List<LabelEdge>> strong = new ArrayList<>();
        private final List<PriorityQueue<LabelEdge>> others = new ArrayList<>();
        private int features;
        private long nullEdges;

        Columns(List<String> names, LabelSums whole, int[][] labels) {
            this.names = names;
            this.whole = whole;
            takesPart = new boolean[names.size()];
            for (int label = 0; label < takesPart.length; label++) {
                int documents = whole.documents(label);
                takesPart[label] = documents >= parameters.minDocuments() && documents < whole.size();
                strong.add(new ArrayList<>());
                others.add(new PriorityQueue<>(WEAKEST_FIRST));
            }
            if (IntStream.range(0, takesPart.length).noneMatch(label -> takesPart[label])) {
                throw new UserError(
                                "None of the labels " + names.stream().limit(10).toList() + " is one that "
                                        + parameters.minDocuments() + " or more of the " + whole.size()
                                        + " labelled documents have and others have not, so there is nothing to correlate with;"
                                        + " give other labels, or take fewer documents for enough.")
                        .in("labels", "min-documents");
            }
            permuted = new LabelSums(shuffled(labels), names.size());
            int n = labels.length;
            boolean[] halves = DocumentHalves.draw(
                            Documents.of(IntStream.range(0, n).toArray()), parameters.seed())
                    .first();
            first = HalfSums.of(labels, names.size(), halves, true);
            second = HalfSums.of(labels, names.size(), halves, false);
        }

        private int[][] shuffled(int[][] labels) {
            int[][] shuffled = labels.clone();
            SplittableRandom random = new SplittableRandom(parameters.seed());
            for (int k = shuffled.length - 1; k > 0; k--) {
                int other = random.nextInt(k + 1);
                int[] kept = shuffled[k];
                shuffled[k] = shuffled[other];
                shuffled[other] = kept;
            }
            return shuffled;
        }

        void add(FeatureSet set, int feature, int[] documents, double[] values) {
            if (documents.length < parameters.minDocuments()) {
                return;
            }
            features++;
            LabelSums.Found found = whole.correlations(documents, values);
            double[] auroc = whole.auroc(documents, values);
            double[] a = first.r(documents, values);
            double[] b = second.r(documents, values);
            double[] chance = permuted.correlations(documents, values).r();
            for (int label = 0; label < takesPart.length; label++) {
                if (takesPart[label] && !Double.isNaN(found.r()[label])) {
                    nullEdges += Math.abs(chance[label]) > parameters.threshold() ? 1 : 0;
                    int with = whole.documents(label);
                    keep(
                            label,
                            new LabelEdge(
                                    names.get(label),
                                    set,
                                    feature,
                                    found.r()[label],
                                    auroc[label],
                                    found.active()[label],
                                    found.active()[label] / (double) with,
                                    documents.length,
                                    found.sumWith()[label] / with,
                                    (found.sum() - found.sumWith()[label]) / (whole.size() - with),
                                    a[label],
                                    b[label]));
                }
            }
        }

        private void keep(int label, LabelEdge edge) {
            if (Math.abs(edge.r()) > parameters.threshold()) {
                strong.get(label).add(edge);
                return;
            }
            PriorityQueue<LabelEdge> best = others.get(label);
            best.add(edge);
            if (best.size() > parameters.top()) {
                best.poll();
            }
        }

        Result result() {
            List<String> taken = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            List<Integer> documents = new ArrayList<>();
            List<LabelEdge> edges = new ArrayList<>();
            for (int label = 0; label < takesPart.length; label++) {
                if (!takesPart[label]) {
                    leftOut.add(names.get(label));
                    continue;
                }
                taken.add(names.get(label));
                documents.add(whole.documents(label));
                List<LabelEdge> own = new ArrayList<>(others.get(label));
                own.sort(WEAKEST_FIRST
                        .reversed()
                        .thenComparing(edge -> edge.set().layer())
                        .thenComparing(edge -> edge.set().sae())
                        .thenComparing(LabelEdge::index));
                List<LabelEdge> kept = strong.get(label);
                kept.sort(WEAKEST_FIRST.reversed());
                edges.addAll(kept);
                edges.addAll(own.subList(0, Math.max(0, Math.min(own.size(), parameters.top() - kept.size()))));
            }
            return new Result(
                    taken,
                    documents.stream().mapToInt(d -> d).toArray(),
                    whole.size(),
                    features,
                    edges,
                    nullEdges,
                    leftOut);
        }
    }
}
