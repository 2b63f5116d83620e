package dev.steergraph.steering.host;

/**
 * What is known of a run's model before it is asked for anything.
 *
 * @param model its name
 * @param loaded whether its weights are in memory
 * @param predictsText whether it writes, so that it can be steered; others only read
 * @param chat whether it has a template of chats
 * @param context tokens that it reads at once
 * @param unfinished requests that are waiting or being answered
 */
public record ModelState(
        String model, boolean loaded, boolean predictsText, boolean chat, int context, int unfinished) {}
