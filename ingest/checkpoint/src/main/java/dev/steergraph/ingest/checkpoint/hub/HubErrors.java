package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.net.http.HttpResponse;

/** What the hub's refusals mean for the person at the keyboard. */
final class HubErrors {

    private HubErrors() {}

    /** @param request path that was asked for, for what has no sentence of its own */
    static UserError refused(HubSettings settings, RepositoryId id, String request, HttpResponse<?> response) {
        String code = response.headers().firstValue("X-Error-Code").orElse("");
        String said = response.headers().firstValue("X-Error-Message").orElse("");
        int status = response.statusCode();
        String page = settings.endpoint() + "/" + id.name();
        if (said.startsWith("Invalid credentials")) {
            return new UserError("The hub at " + settings.endpoint()
                    + " does not accept the token; make a new one there and set HF_TOKEN to it.");
        }
        if (code.equals("GatedRepo") || status == 403) {
            return new UserError(id.name() + " is gated: accept the licence at " + page
                    + " and set HF_TOKEN to a token of the account that accepted it"
                    + (settings.token().isEmpty() ? "." : "; the token that is set does not suffice."));
        }
        if (status == 401) {
            return new UserError(
                    id.name() + " does not exist, or it is private or gated: check the name, accept the licence at "
                            + page + " and set HF_TOKEN to a token of the account that accepted it"
                            + (settings.token().isEmpty() ? "." : "; the token that is set does not suffice."));
        }
        if (code.equals("RevisionNotFound")) {
            return new UserError(id.name() + " has no revision \"" + id.revision() + "\"; its branches and tags are at "
                    + page + "/tree/main.");
        }
        if (status == 404 && code.equals("EntryNotFound")) {
            return new UserError(page + " has no " + request + " although it lists it; try again.");
        }
        if (status == 404) {
            return new UserError("\"" + id.name() + "\" is neither a folder nor a model at " + settings.endpoint()
                    + " (revision " + id.revision() + "); check its name.");
        }
        return new UserError("The hub at " + settings.endpoint() + " answers " + request + " with status " + status
                + (said.isEmpty() ? "" : " (" + said + ")") + "; check HF_ENDPOINT and the model's name.");
    }
}
