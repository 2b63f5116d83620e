package dev.steergraph.steering.experiment;

import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.experiment.FeatureTexts.Way;
import dev.steergraph.steering.measure.Repetition;
import dev.steergraph.steering.measure.TextLoss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lets the model write from beginnings of held-out documents, unsteered and by several arms, each at the strength at which it
 * gains as much as the others, with the same seeds.
 */
final class TextWriter {

    /** Arms that write. */
    private static final List<Arm> ARMS =
            List.of(Arm.SINGLE, Arm.INSULATE, Arm.COHERE, Arm.RELAY, Arm.WHITEN, Arm.RANDOM, Arm.HOLD, Arm.PROMPT);

    private static final int TEXTS = 8;
    private static final int BEGINNING = 4;
    private static final int TOKENS = 24;
    private static final Sampling SAMPLING = new Sampling(0.7, 0, 1);

    /** What is no word, such as a piece of punctuation, tells nothing of a text. */
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}'’-]+");

    private final TextModel text;
    private final Unsteered unsteered;
    private final List<int[]> beginnings;
    private final Manner manner;
    private List<int[]> plain = List.of();

    /** @param heldOut ids of documents, as the model reads them */
    TextWriter(TextModel text, Unsteered unsteered, List<int[]> heldOut, long seed) {
        this.text = text;
        this.unsteered = unsteered;
        beginnings = heldOut.stream()
                .map(this::beginning)
                .filter(ids -> ids.length > 0)
                .limit(TEXTS)
                .toList();
        manner = new Manner(SAMPLING, TOKENS, seed);
    }

    /** As far as a number of tokens that are none of the special ones; nothing of a shorter text. */
    private int[] beginning(int... ids) {
        int usual = 0;
        for (int i = 0; i < ids.length; i++) {
            usual += text.tokenizer().isSpecial(ids[i]) ? 0 : 1;
            if (usual == BEGINNING) {
                return Arrays.copyOf(ids, i + 1);
            }
        }
        return new int[0];
    }

    FeatureTexts of(Prepared feature, FeatureCells cells, List<Arm> arms) throws IOException {
        Set<String> words = words(feature);
        if (plain.isEmpty()) {
            plain = text.generate(beginnings, manner, PassEdits.NONE);
        }
        List<Way> ways = new ArrayList<>();
        ways.add(read(FeatureTexts.NONE, 0, plain, words));
        for (Arm arm : ARMS) {
            // A random direction gains nothing: it is as long as what single adds.
            OptionalDouble strength = EqualGain.asSingle(cells, arm == Arm.RANDOM ? Arm.SINGLE : arm);
            if (arms.contains(arm) && arm == Arm.PROMPT) {
                List<int[]> asked = beginnings.stream()
                        .map(ids -> asked(ids, feature.prompt()))
                        .toList();
                ways.add(read(arm.toString(), 0, text.generate(asked, manner, PassEdits.NONE), words));
            } else if (arms.contains(arm) && strength.isPresent()) {
                double k = strength.getAsDouble();
                ways.add(read(arm.toString(), k, steered(feature, arm, k), words));
            }
        }
        return new FeatureTexts(feature.feature(), cells.name(), List.copyOf(words), ways);
    }

    /** The request behind the special tokens that a text begins with. */
    private int[] asked(int[] ids, int... request) {
        int first = 0;
        while (text.tokenizer().isSpecial(ids[first])) {
            first++;
        }
        int[] all = Arrays.copyOf(ids, ids.length + request.length);
        System.arraycopy(request, 0, all, first, request.length);
        System.arraycopy(ids, first, all, first + request.length, ids.length - first);
        return all;
    }

    private List<int[]> steered(Prepared feature, Arm arm, double k) throws IOException {
        List<Edit> edits = feature.units().getOrDefault(arm, Map.of()).entrySet().stream()
                .map(unit -> Edit.adding(unit.getKey(), unit.getValue(), k))
                .toList();
        try (Steering steering = new Steering(text.model(), edits, unsteered)) {
            return text.generate(beginnings, manner, steering);
        }
    }

    private Set<String> words(Prepared feature) {
        Set<String> words = new TreeSet<>();
        add(words, feature.label());
        for (int id : feature.targets()) {
            add(words, text.tokenizer().decode(new int[] {id}));
        }
        return words;
    }

    private static void add(Set<String> words, String token) {
        String word = token.strip().toLowerCase(Locale.ROOT);
        if (WORD.matcher(word).matches()) {
            words.add(word);
        }
    }

    private Way read(String arm, double strength, List<int[]> made, Set<String> words) {
        double[] nll = TextLoss.of(text.model(), beginnings, made);
        return new Way(
                arm,
                strength,
                made.size(),
                made.stream()
                        .mapToDouble(ids -> holds(text.tokenizer().decode(ids), words) ? 1 : 0)
                        .average()
                        .orElse(Double.NaN),
                Arrays.stream(nll).filter(Double::isFinite).average().orElse(Double.NaN),
                made.stream()
                        .mapToDouble(ids -> 1 - Repetition.share(ids, 2))
                        .average()
                        .orElse(Double.NaN),
                made.stream()
                        .mapToDouble(ids -> Repetition.share(ids, 4))
                        .average()
                        .orElse(Double.NaN));
    }

    static boolean holds(String text, Set<String> words) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().anyMatch(found -> words.contains(found.group()));
    }
}
