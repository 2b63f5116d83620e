package dev.steergraph.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;

/**
 * One operation, said once: the server answers it and the OpenAPI document describes it by this.
 *
 * @param method of HTTP; a GET is answered to HEAD as well
 * @param path with the names of its parameters in braces
 * @param operationId its name
 * @param summary what it answers, in one sentence
 * @param parameters of path and query
 * @param body what the request's body is read as
 * @param response what is answered
 * @param problems the statuses of its own problems, besides those of any request
 * @param cacheable whether the same request has the same answer while the graph stays as it is
 * @param handler what answers
 */
public record Route(
        HandlerType method,
        String path,
        String operationId,
        String summary,
        List<Parameter<?>> parameters,
        Optional<Class<?>> body,
        Response response,
        List<Integer> problems,
        boolean cacheable,
        Handler handler) {

    public Route {
        parameters = List.copyOf(parameters);
        problems = List.copyOf(problems);
    }

    /** A cacheable GET that answers nothing yet. */
    public static Route get(String path, String operationId, String summary, Handler handler) {
        return new Route(
                HandlerType.GET,
                path,
                operationId,
                summary,
                List.of(),
                Optional.empty(),
                Response.nothing("Done"),
                List.of(),
                true,
                handler);
    }

    public static Route post(String path, String operationId, String summary, Handler handler) {
        return get(path, operationId, summary, handler).with(HandlerType.POST);
    }

    public static Route put(String path, String operationId, String summary, Handler handler) {
        return get(path, operationId, summary, handler).with(HandlerType.PUT);
    }

    public static Route delete(String path, String operationId, String summary, Handler handler) {
        return get(path, operationId, summary, handler).with(HandlerType.DELETE);
    }

    public Route takes(Parameter<?>... parameters) {
        return new Route(
                method, path, operationId, summary, List.of(parameters), body, response, problems, cacheable, handler);
    }

    public Route takesBody(Class<?> type) {
        return new Route(
                method,
                path,
                operationId,
                summary,
                parameters,
                Optional.of(type),
                response,
                problems,
                cacheable,
                handler);
    }

    /** JSON of this record. */
    public Route answers(Class<?> type) {
        return with(Response.json(type));
    }

    /** A {@link Page} of these records. */
    public Route answersPageOf(Class<?> item) {
        return with(Response.pageOf(item));
    }

    /** A file of one of these media types. */
    public Route answersFile(String description, List<String> mediaTypes) {
        return with(Response.file(description, mediaTypes));
    }

    /** Lines of these kinds, each when it comes about. */
    public Route answersLines(String description, Class<?>... kinds) {
        return with(Response.lines(description, List.of(kinds)));
    }

    /** Or a file of one of these media types, besides what it answers already. */
    public Route orFiles(List<String> mediaTypes) {
        return with(response.andFiles(mediaTypes));
    }

    public Route answersNothing(String description) {
        return with(Response.nothing(description));
    }

    /** Statuses besides 400, which every route has that takes anything. */
    public Route refuses(Integer... statuses) {
        return new Route(
                method, path, operationId, summary, parameters, body, response, List.of(statuses), cacheable, handler);
    }

    public Route cacheable(boolean whether) {
        return new Route(method, path, operationId, summary, parameters, body, response, problems, whether, handler);
    }

    /** Adds it to the server; what is cacheable is answered through the cache. */
    public void register(RoutesConfig routes, ResponseCache cache) {
        Handler answering = cacheable ? cache.cached(handler) : handler;
        routes.addHttpHandler(method, path, answering);
        if (method.equals(HandlerType.GET)) {
            routes.addHttpHandler(HandlerType.HEAD, path, answering);
        }
    }

    private Route with(HandlerType other) {
        return new Route(other, path, operationId, summary, parameters, body, response, problems, false, handler);
    }

    private Route with(Response other) {
        return new Route(method, path, operationId, summary, parameters, body, other, problems, cacheable, handler);
    }
}
