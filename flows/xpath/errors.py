"""What can be wrong with an expression: as it was written, and while it is evaluated."""


class XPathError(Exception):
    """An expression that cannot be understood.

    `code` is one of `syntax`, `unknown-function`, `unknown-instance`, `arguments`, `axis`,
    `regex`, `too-deep`; `detail` is the text at fault (the name of an unknown function);
    `position` counts characters from 0.
    """

    def __init__(self, code: str, detail: str, position: int) -> None:
        super().__init__(f"{code} at {position}: {detail}")
        self.code = code
        self.detail = detail
        self.position = position


class EvaluationError(Exception):
    """A value that an expression met and cannot use, such as `date('abc')`; JavaRosa stops there.

    The engine reads such an expression as blank, so that no answer can break an interview.
    """
