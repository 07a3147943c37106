//! One conditional request: what most kinds of sources do on a visit.

use jiff::Timestamp;

use super::batch::{Batch, Cursor};
use super::error::Error;
use super::http::{Client, Fetched, Request, Response};

/// Sends the request and reads the answer. Validators of an answer are kept only if it could be read; what `parse` puts into the cursor
/// of its batch is kept beside them.
pub async fn visit(
    client: &Client,
    request: Request,
    cursor: &Cursor,
    now: Timestamp,
    parse: impl Fn(&Response) -> Result<Batch, Error>,
) -> Result<Batch, Error> {
    visit_with(client, request, cursor, now, |response| response.accepted(now), parse).await
}

/// The same for a service that says in its own words why it refuses: `accept` reads them.
///
/// A permanent redirect is remembered and the new address asked from then on. Where that one fails for good, the configured address is
/// asked again: a captive portal must not lead a source astray for ever.
pub async fn visit_with(
    client: &Client,
    request: Request,
    cursor: &Cursor,
    now: Timestamp,
    accept: impl Fn(Response) -> Result<Response, Error>,
    parse: impl Fn(&Response) -> Result<Batch, Error>,
) -> Result<Batch, Error> {
    match visit_at(client, &request, cursor, now, &accept, &parse).await {
        Err(error @ (Error::Gone(_) | Error::NotFound(_) | Error::Malformed(_) | Error::Refused(_))) => {
            let Some(url) = cursor.moved_from(&request.url) else { return Err(error) };
            let request = Request { url, etag: None, last_modified: None, ..request };
            visit_at(client, &request, &Cursor::default(), now, &accept, &parse).await
        }
        answer => answer,
    }
}

async fn visit_at(
    client: &Client,
    request: &Request,
    cursor: &Cursor,
    now: Timestamp,
    accept: impl Fn(Response) -> Result<Response, Error>,
    parse: impl Fn(&Response) -> Result<Batch, Error>,
) -> Result<Batch, Error> {
    let Fetched { response, moved } = client.fetch(request, now).await?;
    let configured = cursor.moved_from(&request.url).unwrap_or_else(|| request.url.clone());
    let here = moved.as_ref().unwrap_or(&request.url);
    let settled = |next: Cursor| if *here == configured { next } else { next.move_from(&configured, here) };
    if response.status == 304 {
        return Ok(Batch::unchanged(settled(cursor.refreshed(&response))));
    }
    let response = accept(response)?;
    let next = Cursor::after(here.as_str(), &response);
    let mut batch = if cursor.get("url") == next.get("url") && cursor.get("body") == next.get("body") {
        Batch::unchanged(cursor.clone())
    } else {
        client.read(&response, || parse(&response))?
    };
    if let Some(to) = &moved {
        let told = format!("{configured}: has moved to {to} for good, which is asked from now on; put it into the configuration");
        batch.warnings.push(told);
    }
    batch.cursor.0.extend(next.0);
    batch.cursor = settled(batch.cursor);
    Ok(batch)
}
