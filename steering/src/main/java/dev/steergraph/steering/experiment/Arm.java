package dev.steergraph.steering.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.steergraph.core.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way to steer along a feature a. What each adds is said by {@link dev.steergraph.steering.correct.Correction}. */
public enum Arm {
    SINGLE("a alone"),
    INSULATE("neighbours by the graph are held back"),
    INSULATE_RANDOM("random features, as many and as often active, are held back"),
    INSULATE_SHUFFLED("the neighbours of another feature are held back"),
    INSULATE_COSINE("neighbours by decoder cosine are held back"),
    COHERE("neighbours by the graph follow"),
    COHERE_RANDOM("random features follow, with the same correlations"),
    COHERE_SHUFFLED("the neighbours of another feature follow"),
    COHERE_COSINE("neighbours by decoder cosine follow"),
    COHERE_ACROSS("a's neighbours at the next SAE are led to where they go with a in text"),
    RELAY("in the place of a, its neighbours at the next SAE are added there"),
    RELAY_RANDOM("in the place of a, random features of the next SAE are added there, with the same correlations"),
    RELAY_COSINE("in the place of a, the features of the next SAE whose directions are nearest are added there"),
    HOLD("what moves most at the next SAE is held back there, unless the graph says that it goes with a"),
    HOLD_BLIND("what moves most at the next SAE is held back there, whatever the graph says"),
    WHITEN("a's direction whitened by the activations' second moment"),
    RANDOM("a random direction as long as a's"),
    PROMPT("nothing is added; the text is asked for in words");

    private final String meaning;

    Arm(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether it can be made stronger or weaker. */
    public boolean hasStrength() {
        return this != PROMPT;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws UserError if there is no such arm */
    @JsonCreator
    public static Arm parse(String text) {
        return Arrays.stream(values())
                .filter(arm -> arm.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new UserError("\"" + text + "\" is no arm of the experiment; they are "
                                + Arrays.stream(values()).map(Arm::toString).collect(Collectors.joining(", ")) + ".")
                        .in("arms"));
    }
}
