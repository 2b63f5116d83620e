package dev.steergraph.steering.host;

import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;

/** A text as it grows by tokens, told by what changes at its end. */
final class GrowingText {

    private final Tokenizer tokenizer;
    private final Side side;
    private String said = "";

    GrowingText(Tokenizer tokenizer, Side side) {
        this.tokenizer = tokenizer;
        this.side = side;
    }

    /** What has changed, now that these are all of its tokens. */
    SteeringEvent.Token with(int[] ids) {
        String now = tokenizer.decode(ids);
        int same = 0;
        while (same < Math.min(said.length(), now.length()) && said.charAt(same) == now.charAt(same)) {
            same++;
        }
        if (same > 0 && Character.isHighSurrogate(now.charAt(same - 1))) {
            same--;
        }
        said = now;
        return new SteeringEvent.Token(side, same, now.substring(same));
    }

    @Override
    public String toString() {
        return said;
    }
}
