"""The error of a request that is not served."""


class RequestError(Exception):
    """A request that is not served.

    Attributes:
        status: of the response.
        detail: why, as JSON can hold it.
    """

    def __init__(self, status: int, detail: object) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
