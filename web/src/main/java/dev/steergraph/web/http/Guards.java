package dev.steergraph.web.http;

import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Optional;

/** What every request, also one for a WebSocket, passes before it is answered, in this order, and what becomes of it if it fails. */
public final class Guards {

    private Guards() {}

    /**
     * Puts the guards before all routes.
     *
     * @param names by which the explorer may be addressed besides this machine's own: lower case, with or without a port
     * @param token what callers must show; nobody is asked if it is empty
     * @param proxies that pass requests on, and may say that these came encrypted
     * @param neo4jBrowserPath below which Neo4j Browser is served, which needs a policy of its own
     */
    public static void register(
            RoutesConfig routes,
            List<String> names,
            Optional<String> token,
            TrustedProxies proxies,
            String neo4jBrowserPath) {
        routes.before(new RequestId());
        routes.before(new SecurityHeaders(neo4jBrowserPath));
        HostHeaderGuard hosts = new HostHeaderGuard(names);
        TokenGuard tokens = new TokenGuard(token, proxies);
        routes.before(hosts);
        routes.before(new SameOriginGuard());
        routes.before(tokens);
        // After these, so that a wrong method is told so whatever its body is.
        routes.beforeMatched(new JsonBodyGuard());
        routes.wsBeforeUpgrade(new RequestId());
        routes.wsBeforeUpgrade(hosts);
        routes.wsBeforeUpgrade(SameOriginGuard::refuseForeign);
        routes.wsBeforeUpgrade(tokens::upgrade);
        Problems.register(routes);
    }
}
