package dev.steergraph.steering.host;

import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Growth;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.edit.Applied;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Continues a prompt by itself and steered, a token of one after a token of the other, and looks at what else changes. */
record Writing(RunModel run, SteeringTask task, Sampling sampling, int[] prompt, List<Edit> edits) {

    /** @throws java.util.concurrent.CancellationException if the turn is given up meanwhile */
    void with(LoadedModel loaded, Turn turn) throws IOException {
        turn.happens(new SteeringEvent.Started(run.info().id(), prompt.length, run.notes()));
        int[] unsteered;
        try (Steering steering = new Steering(loaded.model(), edits, run.unsteered())) {
            unsteered = write(loaded.model(), steering, turn);
        }
        try (Steering steering = new Steering(loaded.model(), edits, run.unsteered())) {
            turn.happens(new WhatMoves(loaded, edits, steering).on(prompt, unsteered, turn));
        }
    }

    /** @return what was added to the prompt unsteered */
    private int[] write(Transformer model, Steering steering, Turn turn) throws IOException {
        GrowingText plainText = new GrowingText(run.tokenizer(), Side.DEFAULT);
        GrowingText steeredText = new GrowingText(run.tokenizer(), Side.STEERED);
        long started = System.nanoTime();
        Set<Integer> stops = run.source().stopTokens();
        try (Growth plain = begin(model, stops, PassEdits.NONE);
                Growth steered = begin(model, stops, steering)) {
            while (!plain.isOver() || !steered.isOver()) {
                grow(plain, plainText, turn);
                grow(steered, steeredText, turn);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            int[] made = steered.made(0);
            // The last of all tokens is never read.
            int[] read = Arrays.copyOf(made, Math.min(made.length, task.tokens() - 1));
            List<Applied> applied = steering.verify(List.of(prompt), List.of(read));
            turn.happens(new SteeringEvent.Written(
                    plainText.toString(),
                    steeredText.toString(),
                    applied,
                    (plain.made(0).length + made.length) / seconds));
            return plain.made(0);
        }
    }

    private Growth begin(Transformer model, Set<Integer> stops, PassEdits writer) {
        return new Generator(model, stops, sampling, writer).begin(List.of(prompt), task.tokens(), task.seed());
    }

    private static void grow(Growth growth, GrowingText text, Turn turn) {
        turn.requireWanted();
        if (!growth.isOver()) {
            growth.step();
            turn.happens(text.with(growth.made(0)));
        }
    }
}
