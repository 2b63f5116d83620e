package dev.steergraph.steering.experiment;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.steering.correct.Correction;
import dev.steergraph.steering.correct.Neighbour;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.experiment.NeighbourSet.Member;
import dev.steergraph.steering.half.HalfTexts;
import dev.steergraph.steering.half.Neighbours;
import dev.steergraph.steering.half.SteeredRun;
import dev.steergraph.steering.measure.CodeChange;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.SharedPass;
import dev.steergraph.steering.measure.SharedTexts;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Makes of a feature what each arm adds, by what is measured on calibration texts. Letters: M largest activation, J what a
 * feature does, a unit of activation, where another one rises by a unit.
 */
final class Preparation {

    /** Target tokens of a feature. */
    private static final int TARGETS = 20;

    /** Features that are held back at the next set. */
    private static final int HELD = 16;

    /** Rows on which a feature is active, at least, so that its standard deviation means something. */
    private static final int LEAST_ROWS = 30;

    /** Documents in which a feature is most active, and which tokens it is most active on. */
    private static final int TOP_DOCUMENTS = 24;

    private static final int TOP_TOKENS = 512;
    private static final double ACTIVE = 0.5;

    /** By how much of their largest activation neighbours are raised to see what they do. */
    private static final double RAISED = 0.5;

    private final RunDirectory directory;
    private final SteeredRun run;
    private final CodeSets encoders;
    private final double[] elsewhere;
    private final SharedTexts texts;
    private final SharedTexts predicted;
    private final CholeskyDecomposition moment;
    private final Neighbours neighbours;
    private final NeighbourSets sets;
    private final int[] eligible;
    private final double ridge;
    private final double follow;
    private final long seed;
    private final FeatureSpace space;
    private final FeatureTable table;
    private final Transformer model;

    /**
     * @param encoders of all sets
     * @param texts calibration texts, with codes
     * @param predicted calibration texts, with predictions
     * @param moment of the activations at the steered hook point, shrunk
     * @param eligible features whose neighbours may stand for another one's
     */
    Preparation(
            RunDirectory directory,
            SteeredRun run,
            CodeSets encoders,
            SharedTexts texts,
            SharedTexts predicted,
            CholeskyDecomposition moment,
            Neighbours neighbours,
            int[] eligible,
            ExperimentRequest request) {
        this.directory = directory;
        this.run = run;
        this.encoders = encoders;
        elsewhere = elsewhere(predicted);
        this.texts = texts;
        this.predicted = predicted;
        this.moment = moment;
        this.neighbours = neighbours;
        this.eligible = eligible;
        this.ridge = request.ridge();
        this.follow = request.follow();
        this.seed = request.seed();
        space = run.half().space();
        table = run.half().features();
        model = run.text().model();
        sets = new NeighbourSets(run.half(), run.decoders(), neighbours, seed);
    }

    Prepared of(Selection.Candidate candidate, List<Arm> arms) throws IOException {
        int feature = candidate.feature();
        HookPoint hook = run.written(feature);
        double m = table.max()[feature];
        float[] direction = run.decoders().direction(feature);
        float[] single = Correction.single(direction, m);
        Map<Integer, CodeChange> own = changes(hook, single);
        NeighbourSet graph = sets.byGraph(feature);
        NeighbourSet random = sets.random(feature, graph);
        NeighbourSet shuffled = sets.shuffled(feature, graph, eligible);
        NeighbourSet cosine = sets.byCosine(feature, graph);
        Map<Arm, Map<HookPoint, float[]>> units = new EnumMap<>(Arm.class);
        for (Arm arm : arms) {
            Map<HookPoint, float[]> unit =
                    switch (arm) {
                        case SINGLE -> Map.of(hook, single);
                        case INSULATE -> Map.of(hook, insulated(feature, hook, own, graph));
                        case INSULATE_RANDOM -> Map.of(hook, insulated(feature, hook, own, random));
                        case INSULATE_SHUFFLED -> Map.of(hook, insulated(feature, hook, own, shuffled));
                        case INSULATE_COSINE -> Map.of(hook, insulated(feature, hook, own, cosine));
                        case COHERE -> Map.of(hook, cohering(feature, graph));
                        case COHERE_RANDOM -> Map.of(hook, cohering(feature, random));
                        case COHERE_SHUFFLED -> Map.of(hook, cohering(feature, shuffled));
                        case COHERE_COSINE -> Map.of(hook, cohering(feature, cosine));
                        case COHERE_ACROSS -> across(feature, hook, single, follow(feature, own, graph));
                        case RELAY -> relayed(feature, graph);
                        case RELAY_RANDOM -> relayed(feature, random);
                        case RELAY_COSINE -> relayed(feature, cosine);
                        case HOLD -> across(feature, hook, single, held(feature, own, related(feature)));
                        case HOLD_BLIND -> across(feature, hook, single, held(feature, own, Set.of()));
                        case WHITEN -> Map.of(hook, Correction.whiten(direction, m, moment));
                        case RANDOM -> Map.of(hook, Correction.random(single, seed * 31 + feature));
                        case PROMPT -> Map.of();
                    };
            units.put(arm, unit);
        }
        int last = space.sets().size() - 1;
        return new Prepared(
                feature,
                candidate.label(),
                targets(feature, hook, single),
                natural(feature),
                sets.reader(feature, last),
                graph.later().stream()
                        .filter(member -> space.place(member.feature()) == last)
                        .mapToInt(Member::feature)
                        .findFirst()
                        .orElse(-1),
                related(feature),
                units,
                run.text().tokenizer().encode("Write about " + candidate.label() + ". "));
    }

    /** All neighbours by the graph. */
    private Set<Integer> related(int feature) {
        Set<Integer> related = new HashSet<>();
        neighbours.of(feature).forEach(other -> related.add(other.feature()));
        return related;
    }

    private Map<Integer, CodeChange> changes(HookPoint hook, float[] vector) throws IOException {
        try (Steering steering = new Steering(model, List.of(Edit.adding(hook, vector, 1)), run.unsteered())) {
            return texts.changes(steering);
        }
    }

    /** Of tokens that any text has, the level is taken off. */
    private int[] natural(int feature) throws IOException {
        int[] documents = run.half().topDocuments(feature, TOP_DOCUMENTS);
        List<TextBatch> batches = TextBatch.of(
                HalfTexts.of(directory, run.text().tokenizer(), documents).ids(), run.unsteered(), TOP_TOKENS);
        double[] active = new double[0];
        double rows = 0;
        for (TextBatch batch : batches) {
            if (batch.rows().length > 0) {
                try (SharedPass pass =
                        new SharedPass(model, batch, run.set(feature).hook().layer(), encoders, true)) {
                    float[] weight = activeRows(pass, feature);
                    float[] found = pass.logProbabilities(weight);
                    active = active.length == 0 ? new double[found.length] : active;
                    for (int i = 0; i < found.length; i++) {
                        active[i] += found[i];
                    }
                    for (float one : weight) {
                        rows += one;
                    }
                }
            }
        }
        if (rows == 0) {
            return new int[0];
        }
        double[] rise = new double[active.length];
        for (int i = 0; i < rise.length; i++) {
            rise[i] = active[i] / rows - elsewhere[i];
        }
        return highest(rise);
    }

    private float[] activeRows(SharedPass pass, int feature) {
        SaeEncoder.Codes codes = pass.codes().get(space.place(feature));
        float[] weight = new float[pass.texts().rows().length];
        if (codes != null) {
            for (int row = 0; row < weight.length; row++) {
                for (int e = (int) codes.indptr()[row]; e < codes.indptr()[row + 1]; e++) {
                    if (codes.features()[e] == space.index(feature)
                            && codes.values()[e] >= ACTIVE * table.max()[feature]) {
                        weight[row] = 1;
                    }
                }
            }
        }
        return weight;
    }

    private static double[] elsewhere(SharedTexts texts) {
        double[] sum = new double[0];
        double rows = 0;
        for (SharedPass pass : texts.passes()) {
            float[] weight = new float[pass.texts().rows().length];
            Arrays.fill(weight, 1);
            float[] found = pass.logProbabilities(weight);
            sum = sum.length == 0 ? new double[found.length] : sum;
            for (int i = 0; i < found.length; i++) {
                sum[i] += found[i];
            }
            rows += weight.length;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= rows;
        }
        return sum;
    }

    private static int[] highest(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer token) -> -values[token])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(TARGETS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int[] targets(int feature, HookPoint hook, float[] single) throws IOException {
        double[] rise = logits(hook, single);
        double[] chance = logits(hook, Correction.random(single, seed * 17 + feature));
        for (int token = 0; token < rise.length; token++) {
            rise[token] -= chance[token];
        }
        return highest(rise);
    }

    private double[] logits(HookPoint hook, float[] vector) throws IOException {
        try (Steering steering = new Steering(model, List.of(Edit.adding(hook, vector, 1)), run.unsteered())) {
            return predicted.logits(steering);
        }
    }

    private double j(Map<Integer, CodeChange> changes, int watched, double raised) {
        CodeChange change = changes.get(space.place(watched));
        return change == null ? 0 : change.mean(space.index(watched)) / raised;
    }

    private Neighbour neighbour(Member member) {
        return new Neighbour(run.decoders().direction(member.feature()), table.sd()[member.feature()], member.weight());
    }

    private float[] cohering(int feature, NeighbourSet set) {
        return Correction.cohere(
                run.decoders().direction(feature),
                table.sd()[feature],
                table.max()[feature],
                set.same().stream().map(this::follower).toList());
    }

    /** A neighbour that goes only part of the way. */
    private Neighbour follower(Member member) {
        Neighbour all = neighbour(member);
        return new Neighbour(all.direction(), all.sd(), follow * all.weight());
    }

    private float[] insulated(int feature, HookPoint hook, Map<Integer, CodeChange> own, NeighbourSet set)
            throws IOException {
        List<Member> levers = set.same();
        List<Integer> watched = new ArrayList<>();
        levers.forEach(member -> watched.add(member.feature()));
        set.later().forEach(member -> watched.add(member.feature()));
        double m = table.max()[feature];
        double[] ofOwn = new double[watched.size()];
        double[][] ofOthers = new double[watched.size()][levers.size()];
        double[] sd = new double[watched.size()];
        for (int i = 0; i < sd.length; i++) {
            sd[i] = table.sd()[watched.get(i)];
            ofOwn[i] = j(own, watched.get(i), m);
        }
        for (int k = 0; k < levers.size(); k++) {
            int lever = levers.get(k).feature();
            double raised = RAISED * table.max()[lever];
            Map<Integer, CodeChange> changes =
                    changes(hook, Correction.single(run.decoders().direction(lever), raised));
            for (int i = 0; i < sd.length; i++) {
                ofOthers[i][k] = j(changes, watched.get(i), raised);
            }
        }
        return Correction.insulate(
                run.decoders().direction(feature),
                m,
                levers.stream().map(this::neighbour).toList(),
                Correction.ridge(ofOwn, ofOthers, sd, ridge));
    }

    /** What is added along each feature of the next set. */
    private record Added(int feature, double amount) {}

    /** The first set of a later layer. */
    private int next(int feature) {
        int place = space.place(feature);
        while (space.layer(space.offsets()[place]) <= space.layer(feature)) {
            place++;
        }
        return place;
    }

    private List<Added> follow(int feature, Map<Integer, CodeChange> own, NeighbourSet graph) {
        double m = table.max()[feature];
        return graph.later().stream()
                .filter(member -> space.place(member.feature()) == next(feature))
                .map(member -> new Added(
                        member.feature(),
                        Correction.follow(table.sd()[feature], m, neighbour(member)) - m * j(own, member.feature(), m)))
                .toList();
    }

    /** @param spared what may move */
    private List<Added> held(int feature, Map<Integer, CodeChange> own, Set<Integer> spared) {
        int next = next(feature);
        double m = table.max()[feature];
        return IntStream.range(space.offsets()[next], space.offsets()[next + 1])
                .filter(other -> table.rowsActive()[other] >= LEAST_ROWS && !spared.contains(other))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer other) -> -Math.abs(j(own, other, m)) / table.sd()[other])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(HELD)
                .map(other -> new Added(other, -m * j(own, other, m)))
                .toList();
    }

    /** What follows a, without a. */
    private Map<HookPoint, float[]> relayed(int feature, NeighbourSet set) throws IOException {
        List<Added> followers = set.later().stream()
                .filter(member -> space.place(member.feature()) == next(feature))
                .map(member -> new Added(
                        member.feature(),
                        Correction.follow(table.sd()[feature], table.max()[feature], neighbour(member))))
                .toList();
        return followers.isEmpty()
                ? Map.of()
                : Map.of(run.written(followers.get(0).feature()), sum(followers));
    }

    private float[] sum(List<Added> added) {
        float[] sum = new float[run.decoders().direction(added.get(0).feature()).length];
        for (Added one : added) {
            float[] direction = run.decoders().direction(one.feature());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) (one.amount() * direction[i]);
            }
        }
        return sum;
    }

    /** The feature alone, and others added where their own set is. */
    private Map<HookPoint, float[]> across(int feature, HookPoint hook, float[] single, List<Added> added)
            throws IOException {
        if (added.isEmpty()) {
            return Map.of(hook, single);
        }
        return Map.of(hook, single, run.written(added.get(0).feature()), sum(added));
    }
}
