package dev.steergraph.steering.band;

import dev.steergraph.core.steering.band.FluencyLimits;
import dev.steergraph.core.steering.band.TextQuality;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.edit.Applied;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.half.HalfTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The texts of a sweep: the model's own, of which all features are compared with the same, and steered ones. */
final class SweepWriting {

    /** Steered texts at least. */
    private static final int TEXTS = 16;

    /** So many times as many unsteered texts, as a limit is taken from their edge. */
    private static final int ROUNDS = 4;

    /** Tokens of a document that a text begins with. */
    private static final int BEGINNING = 6;

    private final Writing writing;
    private final Manner manner;
    private @Nullable TextQuality quality;
    private @Nullable FluencyLimits limits;
    private List<int[]> last = List.of();

    private SweepWriting(Writing writing, Manner manner) {
        this.writing = writing;
        this.manner = manner;
    }

    static SweepWriting of(TextModel text, SweepRequest request, HalfTexts heldOut) {
        List<String> prompts = request.prompts().isEmpty() ? beginnings(text, heldOut) : request.prompts();
        List<int[]> all = new ArrayList<>();
        do {
            prompts.forEach(prompt -> all.add(text.read(prompt)));
        } while (all.size() < TEXTS);
        return new SweepWriting(new Writing(text, all, request.manner()), request.manner());
    }

    private static List<String> beginnings(TextModel text, HalfTexts heldOut) {
        return heldOut.ids().stream()
                .filter(ids -> ids.length > 1)
                .limit(TEXTS)
                .map(ids -> text.tokenizer()
                        .decode(Arrays.stream(ids)
                                .filter(id -> !text.tokenizer().isSpecial(id))
                                .limit(BEGINNING)
                                .toArray()))
                .toList();
    }

    /** Lets the model write by itself. */
    void unsteered(SweepClock clock) {
        List<Writing.Written> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long started = System.nanoTime();
            all.addAll(writing.read(writing.write(PassEdits.NONE, round)));
            clock.wrote(System.nanoTime() - started);
        }
        quality = Writing.quality(all);
        limits = Writing.limits(all);
    }

    TextQuality quality() {
        return Objects.requireNonNull(quality);
    }

    FluencyLimits limits() {
        return Objects.requireNonNull(limits);
    }

    /** Lets it write steered. */
    TextQuality steered(Steering steering, SweepClock clock) {
        long started = System.nanoTime();
        last = writing.write(steering, 0);
        TextQuality read = Writing.quality(writing.read(last));
        clock.wrote(System.nanoTime() - started);
        return read;
    }

    /** Checks that what was written last was steered at every token. */
    List<Applied> verify(Steering steering) {
        List<int[]> read = last.stream()
                .map(ids -> Arrays.copyOf(ids, Math.min(ids.length, manner.tokens() - 1)))
                .toList();
        return steering.verify(writing.prompts(), read);
    }
}
