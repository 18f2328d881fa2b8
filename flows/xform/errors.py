"""What a form asks for that the engine does not do; nothing of it is ignored silently."""


class UnsupportedForm(Exception):  # noqa: N818 — a refusal, named like the others
    """`code` says what, `path` where (the node, "" for the whole form), `detail` which.

    Codes: `xml` `model` `element` `attribute` `type` `control` `repeat` `preload` `event` `media`
    `external-instance` `unknown-node` `itemset` `expression` `cycle` `too-deep`.
    """

    def __init__(self, code: str, path: str, detail: str) -> None:
        super().__init__(f"{code} at {path or 'form'}: {detail}")
        self.code = code
        self.path = path
        self.detail = detail
